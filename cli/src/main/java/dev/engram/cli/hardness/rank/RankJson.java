package dev.engram.cli.hardness.rank;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.engram.hardness.study.report.BaselineRate;
import dev.engram.hardness.study.report.HardnessReport;
import dev.engram.hardness.study.report.Insufficient;
import dev.engram.hardness.study.report.Pairs;
import dev.engram.hardness.study.report.Shortfall;
import java.io.IOException;
import java.io.Serial;
import java.util.Locale;

/**
 * A report as JSON: the records of the report, name by name (docs/research/hardness.md). A figure that is not there is null, never
 * NaN. Ranks of tags that may not be published are in it, each with its standing.
 */
final class RankJson {
    private static final ObjectMapper JSON = new ObjectMapper()
            .configure(EnumFeature.WRITE_ENUMS_TO_LOWERCASE, true)
            .registerModule(new SimpleModule("report")
                    .addSerializer(Double.class, new FiniteOrNull())
                    .addSerializer(double.class, new FiniteOrNull())
                    .addSerializer(Pairs.class, new PairRows())
                    .addSerializer(BaselineRate.class, new LabelledBaseline()));

    private RankJson() {}

    static String of(HardnessReport report) {
        ObjectNode root = JSON.createObjectNode();
        root.put("outcome", "report");
        root.put("claim", RankText.CLAIM);
        root.setAll((ObjectNode) JSON.valueToTree(report));
        return text(root);
    }

    static String of(Insufficient insufficient) {
        ObjectNode root = JSON.createObjectNode();
        root.put("outcome", "insufficient");
        Shortfall first = insufficient.reasons().getFirst();
        root.putObject("error")
                .put("code", first.code().name().toLowerCase(Locale.ROOT))
                .put("reason", first.reason());
        root.setAll((ObjectNode) JSON.valueToTree(insufficient));
        return text(root);
    }

    private static String text(ObjectNode root) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static final class FiniteOrNull extends StdSerializer<Double> {
        @Serial
        private static final long serialVersionUID = 1L;

        FiniteOrNull() {
            super(Double.class);
        }

        @Override
        public void serialize(Double value, JsonGenerator json, SerializerProvider provider) throws IOException {
            if (Double.isFinite(value)) {
                json.writeNumber(value);
            } else {
                json.writeNull();
            }
        }
    }

    /** {@code {tags: [...], distinguishable: 0.975, harder: [[...], ...]}}: row a, column b holds P(a harder than b). */
    private static final class PairRows extends StdSerializer<Pairs> {
        @Serial
        private static final long serialVersionUID = 1L;

        PairRows() {
            super(Pairs.class);
        }

        @Override
        public void serialize(Pairs pairs, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeStartObject();
            json.writeObjectField("tags", pairs.tags());
            json.writeNumberField("distinguishable", Pairs.DISTINGUISHABLE);
            json.writeArrayFieldStart("harder");
            int tags = pairs.tags().size();
            for (int a = 0; a < tags; a++) {
                json.writeStartArray();
                for (int b = 0; b < tags; b++) {
                    provider.findTypedValueSerializer(Double.class, false, null)
                            .serialize(pairs.harder(a, b), json, provider);
                }
                json.writeEndArray();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static final class LabelledBaseline extends StdSerializer<BaselineRate> {
        @Serial
        private static final long serialVersionUID = 1L;

        LabelledBaseline() {
            super(BaselineRate.class);
        }

        @Override
        public void serialize(BaselineRate rate, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeStartObject();
            json.writeStringField("label", BaselineRate.LABEL);
            json.writeNumberField("reviews", rate.reviews());
            json.writeNumberField("lapses", rate.lapses());
            for (var figure : new Object[][] {
                {"rate", rate.rate()},
                {"shrunk", rate.shrunk()},
                {"low", rate.low()},
                {"high", rate.high()},
                {"rank", rate.rank()}
            }) {
                json.writeObjectField((String) figure[0], figure[1]);
            }
            json.writeEndObject();
        }
    }
}
