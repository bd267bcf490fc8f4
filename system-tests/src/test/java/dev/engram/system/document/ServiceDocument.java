package dev.engram.system.document;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.gateway.domain.Routes;
import dev.engram.gateway.domain.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the build of one service says of its calls.
 *
 * @param module its module, such as {@code card-service}
 * @param service what the gateway calls it; null for the gateway itself
 */
record ServiceDocument(String module, @Nullable Service service, ObjectNode document) {
    static final Set<String> VERBS = Set.of("get", "put", "post", "delete", "patch");

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of all services, as their builds have written them. */
    static List<ServiceDocument> all(Path checkout) throws IOException {
        return List.of(
                read(checkout, "gateway", null),
                read(checkout, "card-service", Service.CARDS),
                read(checkout, "review-service", Service.REVIEWS),
                read(checkout, "analytics-service", Service.ANALYTICS));
    }

    private static ServiceDocument read(Path checkout, String module, @Nullable Service service) throws IOException {
        var file = checkout.resolve(module).resolve("target/openapi/openapi.json");
        if (!Files.exists(file)) {
            throw new IllegalStateException(file + " is not there; build " + module + " first: mvn -Dquick package");
        }
        return new ServiceDocument(module, service, (ObjectNode) JSON.readTree(Files.readAllBytes(file)));
    }

    /** Whether clients of the gateway reach this path of the service. */
    boolean isPublic(String path) {
        var example = path.replace("{", "").replace("}", "");
        return service == null
                ? path.startsWith("/api/v1/") && Routes.serviceOf(example).isEmpty()
                : Routes.serviceOf(example).equals(Optional.of(service));
    }
}
