package dev.engram.cli.doctor;

import dev.engram.cli.stack.LocalStack;
import dev.engram.cli.stack.StackPart;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Whether each running service is alive; its clock is that of this machine. */
final class ServiceChecks {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private ServiceChecks() {}

    static List<Finding> all(LocalStack stack) throws InterruptedException {
        List<Finding> found = new ArrayList<>();
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            for (StackPart service : StackPart.SERVICES) {
                found.add(
                        stack.process(service).isAlive()
                                ? service(http, service, stack.ports().url(service))
                                : Finding.skip(service.label(), "it does not run"));
            }
        }
        return found;
    }

    private static Finding service(HttpClient http, StackPart service, URI url) throws InterruptedException {
        String remedy = "./engram logs %s shows what it does; ./engram down, then ./engram up starts it again"
                .formatted(service);
        try {
            var answer = http.send(
                    HttpRequest.newBuilder(url.resolve("/q/health/live"))
                            .timeout(TIMEOUT)
                            .build(),
                    BodyHandlers.ofString());
            return answer.statusCode() == 200
                    ? Finding.ok(service.label(), "none of its loops hangs")
                    : Finding.fail(
                            service.label(),
                            answer.statusCode() == 503
                                    ? "a loop of it hangs: " + answer.body().replaceAll("\\s+", " ")
                                    : "it answers with " + answer.statusCode(),
                            remedy);
        } catch (IOException e) {
            return Finding.fail(service.label(), "it runs and does not answer: " + e.getMessage(), remedy);
        }
    }
}
