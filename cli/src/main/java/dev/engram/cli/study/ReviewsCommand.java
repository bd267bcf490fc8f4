package dev.engram.cli.study;

import com.fasterxml.jackson.databind.JsonNode;
import dev.engram.cli.api.EngramApi;
import dev.engram.cli.deck.AccountOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code engram reviews}. */
@Command(
        name = "reviews",
        description = "List your latest reviews of all cards, the newest first.",
        sortOptions = false)
public final class ReviewsCommand implements Callable<Integer> {
    private static final int LARGEST_PAGE = 500;

    @Mixin
    private final AccountOptions account = new AccountOptions();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many. Default: ${DEFAULT-VALUE}.")
    private int limit = 20;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = account.stack.out();
        EngramApi api = account.signIn();
        int left = limit;
        String cursor = "";
        while (left > 0) {
            String size = Integer.toString(Math.min(left, LARGEST_PAGE));
            JsonNode page = api.get(
                    "/reviews/recent",
                    cursor.isEmpty() ? Map.of("limit", size) : Map.of("limit", size, "cursor", cursor));
            for (JsonNode review : page.path("reviews")) {
                out.printf(
                        "%-24s  %s  %-5s  %s%s%s%n",
                        review.path("reviewedAt").asText(),
                        review.path("cardId").asText(),
                        review.path("rating").asText(),
                        review.path("reviewId").asText(),
                        review.path("practice").asBoolean() ? "  practice" : "",
                        review.path("retracted").asBoolean() ? "  taken back" : "");
                left--;
            }
            cursor = page.path("next").asText();
            left = cursor.isEmpty() ? 0 : left;
        }
        out.flush();
        return 0;
    }
}
