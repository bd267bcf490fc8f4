package dev.engram.kit.problem;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** Describes in every OpenAPI document what refusals look like: every operation has the usual ones, each is a problem. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ProblemSchema implements OASFilter {
    private static final Map<String, String> USUAL = Map.of(
            "400", "A field or parameter breaks a rule or is not known: invalid-field, malformed-json",
            "401", "token-missing, token-expired or token-invalid",
            "503", "The database or the log cannot be used; Retry-After says when to try again");
    private static final Map<String, String> MEMBERS = Map.of(
            "type", "urn:engram:problem: and the kind, such as invalid-field",
            "title", "The kind in words",
            "detail", "This occurrence in words",
            "field", "The input at fault",
            "rule", "What the field must satisfy");

    @Override
    public Operation filterOperation(Operation operation) {
        var responses = operation.getResponses();
        var usual = new HashMap<>(USUAL);
        if (operation.getRequestBody() != null) {
            usual.put("415", "unsupported-media-type: another type, a charset other than utf-8 or a content encoding");
        }
        usual.forEach((status, description) -> {
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

    @Override
    public void filterOpenAPI(OpenAPI document) {
        var problem = schema(SchemaType.OBJECT, "Why a request was not done (RFC 9457)")
                .required(List.of("type", "title", "status"))
                .addProperty("status", schema(SchemaType.INTEGER, "HTTP status"));
        MEMBERS.forEach((name, description) -> problem.addProperty(name, schema(SchemaType.STRING, description)));
        if (document.getComponents() == null) {
            document.components(OASFactory.createComponents());
        }
        document.getComponents().addSchema("Problem", problem);
    }

    private static Schema schema(SchemaType type, String description) {
        return OASFactory.createSchema().addType(type).description(description);
    }
}
