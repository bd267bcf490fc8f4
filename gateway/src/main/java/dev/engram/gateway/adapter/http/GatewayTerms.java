package dev.engram.gateway.adapter.http;

import dev.engram.gateway.domain.Scope;
import dev.engram.kit.auth.Role;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** Describes in the OpenAPI document what has the same name and meaning in many calls about people. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class GatewayTerms implements OASFilter {
    /** Capitals are taken as small letters. */
    private static final String USERNAME = "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$";

    private static final Map<String, List<String>> LISTS = Map.of(
            "roles", Role.ALL.stream().sorted().toList(),
            "scopes", Arrays.stream(Scope.values()).map(Scope::text).sorted().toList());

    @Override
    public Parameter filterParameter(Parameter parameter) {
        if (parameter.getName().equals("username") && parameter.getSchema() != null) {
            parameter.description("Name of an account").getSchema().pattern(USERNAME);
            parameter.getSchema().setExamples(List.of("ada"));
        }
        return parameter;
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getComponents().getSchemas().values().stream()
                .map(Schema::getProperties)
                .filter(properties -> properties != null)
                .forEach(properties -> properties.forEach(GatewayTerms::describe));
    }

    private static void describe(String name, Schema property) {
        var values = LISTS.get(name);
        // answers have sets; a client that is older than a role goes on reading them
        if (values != null && property.getItems() != null && !Boolean.TRUE.equals(property.getUniqueItems())) {
            property.getItems().setEnumeration(List.copyOf(values));
        }
        if (name.equals("username") && property.getExamples() == null) {
            property.pattern(USERNAME).addExample("ada");
        }
    }
}
