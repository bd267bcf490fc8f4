package dev.engram.kit.document;

import dev.engram.kit.logging.RequestId;
import dev.engram.kit.problem.Problem;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/**
 * Describes in every OpenAPI document what refusals look like: every operation has those that its annotations cannot know, each
 * is a problem. What an operation says of a status itself stays.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ProblemSchema implements OASFilter {
    /** What Quarkus says of refusals that nobody described. */
    private static final Set<String> SAYS_NOTHING = Set.of("Bad Request", "Not Authorized", "Not Allowed");

    @Override
    public Operation filterOperation(Operation operation) {
        var responses = operation.getResponses();
        SAYS_NOTHING.forEach(text -> List.of("400", "401", "403").forEach(status -> {
            var response = responses.getAPIResponse(status);
            if (response != null && text.equals(response.getDescription())) {
                responses.removeAPIResponse(status);
            }
        }));
        usual(operation).forEach((status, description) -> {
            if (!responses.hasAPIResponse(status)) {
                responses.addAPIResponse(status, OASFactory.createAPIResponse().description(description));
            }
        });
        responses.getAPIResponses().forEach((status, response) -> {
            if (status.compareTo("400") >= 0 && response.getContent() == null) {
                var problem = OASFactory.createMediaType()
                        .schema(OASFactory.createSchema().ref("Problem"));
                response.content(OASFactory.createContent().addMediaType(Problem.MEDIA_TYPE, problem));
            }
        });
        return operation;
    }

    private static Map<String, String> usual(Operation operation) {
        var usual = new LinkedHashMap<String, String>();
        usual.put("400", "invalid-field or malformed-json: what was sent breaks a rule or is not known");
        var security = operation.getSecurity();
        if (security != null) {
            usual.put("401", "token-missing, token-expired or token-invalid");
            if (security.stream()
                    .anyMatch(scheme -> scheme.getSchemes().values().stream().anyMatch(roles -> !roles.isEmpty()))) {
                usual.put("403", "forbidden: the token does not grant the role that this needs");
            }
        }
        if (operation.getRequestBody() != null) {
            usual.put("413", "body-too-large: maxBytes says how much is taken");
            usual.put("415", "unsupported-media-type: another type, a charset other than utf-8 or a content encoding");
        }
        usual.put("503", "The database or the log cannot be used now, or too much is asked at once");
        return usual;
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        var problem = OASFactory.createSchema()
                .addType(SchemaType.OBJECT)
                .description("Why a request was not done (RFC 9457). Some kinds have members beside these.")
                .required(List.of("type", "title", "status"))
                .addProperty(
                        "type",
                        text(Problem.TYPE_PREFIX + " and the kind")
                                .pattern("^" + Problem.TYPE_PREFIX + "[a-z0-9]+(-[a-z0-9]+)*$")
                                .addExample(Problem.TYPE_PREFIX + "invalid-field"))
                .addProperty("title", text("The kind in words"))
                .addProperty(
                        "status",
                        OASFactory.createSchema()
                                .addType(SchemaType.INTEGER)
                                .format("int32")
                                .description("HTTP status"))
                .addProperty("detail", text("This occurrence in words"))
                .addProperty("field", text("The input at fault, such as reviews[3].rating"))
                .addProperty("rule", text("What the field must satisfy"))
                .addProperty(RequestId.KEY, text("Id of the request, the same as X-Request-Id and in the log"));
        if (document.getComponents() == null) {
            document.components(OASFactory.createComponents());
        }
        document.getComponents().addSchema("Problem", problem);
    }

    private static Schema text(String description) {
        return OASFactory.createSchema().addType(SchemaType.STRING).description(description);
    }
}
