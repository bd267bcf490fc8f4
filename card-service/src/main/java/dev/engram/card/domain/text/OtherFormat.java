package dev.engram.card.domain.text;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Recognises files of other programs, so that the answer names them and not the first byte that is no text. */
final class OtherFormat {

    private static final String ZIP = "PK\u0003\u0004";
    private static final String SQLITE = "SQLite format 3\0";
    private static final String EXPORT_AS_TEXT =
            "A deck file is plain text; write the cards as text, as docs/decks.md says.";
    private static final Pattern ANKI_HEADER =
            Pattern.compile("#(?:separator|html|tags|columns|notetype|deck|guid|(?:tags|notetype|deck|guid) column):");
    private static final Pattern ORG =
            Pattern.compile("#\\+\\w+:|:PROPERTIES:[ \\t]*[\\r\\n]", Pattern.CASE_INSENSITIVE);

    /** How much of a text file is looked at. */
    private static final int TEXT_BYTES = 4_096;

    private OtherFormat() {}

    /** What {@code file} is and what to do; null if it may be a deck file. */
    static @Nullable String of(byte[] file) {
        // one character per byte: the marks of all formats are ASCII
        var start = new String(file, 0, Math.min(file.length, TEXT_BYTES), StandardCharsets.ISO_8859_1);
        if (start.startsWith(ZIP)) {
            return (contains(file, "collection.anki2") ? "This is an Anki package" : "This is a zip archive")
                    + " and not a deck file. " + EXPORT_AS_TEXT;
        }
        if (start.startsWith(SQLITE)) {
            return "This is an SQLite database, as the collection of Anki is, and not a deck file. " + EXPORT_AS_TEXT;
        }
        var text = start.replaceFirst("^(?:\u00EF\u00BB\u00BF)?\\s*", "");
        if (ANKI_HEADER.matcher(text).lookingAt()) {
            return "This is a text export of Anki, with its header of lines that begin with '#', and not a deck file. "
                    + EXPORT_AS_TEXT;
        }
        if (ORG.matcher(text).lookingAt()) {
            return "This is an Org file and not a deck file. " + EXPORT_AS_TEXT;
        }
        if (text.startsWith("{") && (contains(file, "\"crowdanki_uuid\"") || text.contains("\"__type__\""))) {
            return "This is a JSON file of CrowdAnki and not a deck file. " + EXPORT_AS_TEXT;
        }
        return null;
    }

    private static boolean contains(byte[] file, String ascii) {
        var wanted = ascii.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i <= file.length - wanted.length; i++) {
            int matched = 0;
            while (matched < wanted.length && file[i + matched] == wanted[matched]) {
                matched++;
            }
            if (matched == wanted.length) {
                return true;
            }
        }
        return false;
    }
}
