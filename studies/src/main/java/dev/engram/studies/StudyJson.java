package dev.engram.studies;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.engram.hardness.baseline.BaselineRate;
import dev.engram.hardness.study.report.Pairs;
import dev.engram.hardness.study.report.StudyWarning;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** JSON of studies: records name by name, enums in lower case, null for a figure that is NaN or infinite. */
public final class StudyJson {
    private static final ObjectMapper MAPPER = new ObjectMapper()
            .configure(EnumFeature.WRITE_ENUMS_TO_LOWERCASE, true)
            .registerModule(new SimpleModule("studies")
                    .addSerializer(Double.class, new FiniteOrNull())
                    .addSerializer(double.class, new FiniteOrNull())
                    .addSerializer(Pairs.class, new As<>(Rows::of))
                    .addSerializer(BaselineRate.class, new As<>(StudyJson::labelled))
                    .addSerializer(StudyWarning.class, new As<>(StudyWarning::sentence)));

    private StudyJson() {}

    /** The members of a record, in their order. */
    public static Map<String, Object> members(Record value) {
        Map<String, Object> members = new LinkedHashMap<>();
        MAPPER.valueToTree(value).properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        return members;
    }

    /** The document, over several lines. */
    public static String document(Object value) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** {@code {"error": {"code": ..., "reason": ...}}} on one line: the document where there is no result. */
    public static String error(String code, String reason) {
        var root = MAPPER.createObjectNode();
        root.putObject("error").put("code", code).put("reason", reason);
        return root.toString();
    }

    /** {@code {tags: [...], distinguishable: 0.975, harder: [[...], ...]}}: row a, column b holds P(a harder than b). */
    private record Rows(List<String> tags, double distinguishable, List<List<Double>> harder) {
        static Rows of(Pairs pairs) {
            return new Rows(
                    pairs.tags(), Pairs.DISTINGUISHABLE, each(pairs, a -> each(pairs, b -> pairs.harder(a, b))));
        }

        private static <T> List<T> each(Pairs pairs, IntFunction<T> of) {
            return IntStream.range(0, pairs.tags().size()).mapToObj(of).toList();
        }
    }

    private static Object labelled(BaselineRate rate) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("label", BaselineRate.LABEL);
        members.put("reviews", rate.reviews());
        members.put("lapses", rate.lapses());
        members.put("rate", rate.rate());
        members.put("shrunk", rate.shrunk());
        members.put("low", rate.low());
        members.put("high", rate.high());
        members.put("rank", rate.rank());
        return members;
    }

    /** Writes a value as another one. */
    private static final class As<T> extends JsonSerializer<T> {
        private final Function<T, Object> view;

        As(Function<T, Object> view) {
            this.view = view;
        }

        @Override
        public void serialize(T value, JsonGenerator json, SerializerProvider provider) throws IOException {
            provider.defaultSerializeValue(view.apply(value), json);
        }
    }

    private static final class FiniteOrNull extends JsonSerializer<Double> {
        @Override
        public void serialize(Double value, JsonGenerator json, SerializerProvider provider) throws IOException {
            if (Double.isFinite(value)) {
                json.writeNumber(value);
            } else {
                json.writeNull();
            }
        }
    }
}
