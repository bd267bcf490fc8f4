package dev.engram.kit.figure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Writes a {@link TableAnswer} as CSV (RFC 4180, UTF-8): the rows of its JSON, number for number. Before them stand lines that begin
 * with {@code #}: what is beside the rows, such as {@code # asOf: 2026-10-03T08:00:00Z}, and for each column that has one its
 * definition. pandas and R leave such lines out with {@code comment="#"}.
 *
 * <p>A text that a spreadsheet would take for a formula gets an apostrophe before it.
 */
@Provider
@Produces(CsvWriter.TEXT_CSV)
public class CsvWriter implements MessageBodyWriter<TableAnswer> {
    /** The media type. */
    public static final String TEXT_CSV = "text/csv";

    private static final String LINE = "\r\n";

    private final ObjectMapper json;

    CsvWriter(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
        return TableAnswer.class.isAssignableFrom(type) && media.isCompatible(MediaType.valueOf(TEXT_CSV));
    }

    @Override
    public void writeTo(
            TableAnswer answer,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType media,
            MultivaluedMap<String, Object> headers,
            OutputStream to)
            throws IOException {
        var writer = new BufferedWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8));
        write(answer, writer);
        writer.flush();
    }

    private void write(TableAnswer answer, Writer to) throws IOException {
        var type = answer instanceof TableTree handed ? handed.type() : answer.getClass();
        var table = AnswerTable.of(type);
        JsonNode tree = json.valueToTree(answer);
        writeComments("", tree, table.rows(), to);
        for (var definition : table.definitions().entrySet()) {
            to.write("# definition of " + definition.getKey() + ": " + definition.getValue() + LINE);
        }
        to.write(String.join(",", table.columns()) + LINE);
        for (var row : tree.path(table.rows())) {
            writeRow(table.columns(), row, to);
        }
    }

    private static void writeComments(String prefix, JsonNode node, String rows, Writer to) throws IOException {
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            var value = property.getValue();
            var name = prefix + property.getKey();
            if (value.isObject()) {
                writeComments(name + ".", value, rows, to);
            } else if (!name.equals(rows)) {
                to.write("# " + name + ": " + (value.isValueNode() ? value.asText() : value.toString()) + LINE);
            }
        }
    }

    private static void writeRow(List<String> columns, JsonNode row, Writer to) throws IOException {
        for (int i = 0; i < columns.size(); i++) {
            to.write(i == 0 ? "" : ",");
            var value = row;
            for (var name : columns.get(i).split("\\.", -1)) {
                value = value.path(name);
            }
            to.write(field(value));
        }
        to.write(LINE);
    }

    /** As JSON writes it; a list as its items with blanks between. */
    private static String field(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (value.isArray()) {
            var items = new StringBuilder();
            value.forEach(item -> items.append(items.isEmpty() ? "" : " ").append(item.asText()));
            return quoted(items.toString());
        }
        return value.isTextual() ? quoted(value.textValue()) : value.toString();
    }

    private static String quoted(String text) {
        boolean isFormula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
        var safe = isFormula ? "'" + text : text;
        return safe.chars().anyMatch(character -> ",\"\r\n#".indexOf(character) >= 0)
                ? "\"" + safe.replace("\"", "\"\"") + "\""
                : safe;
    }
}
