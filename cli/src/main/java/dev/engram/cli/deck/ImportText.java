package dev.engram.cli.deck;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.engram.cli.api.ApiException;
import dev.engram.cli.api.JsonFields;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Prints what the API says of an import: findings in the format of compilers, cards as they were and as they would be. */
final class ImportText {
    private static final int MOST_REFS = 20;
    private static final int WIDTH = 100;

    private final PrintWriter out;
    private final Path file;

    ImportText(PrintWriter out, Path file) {
        this.out = out;
        this.file = file;
    }

    /** Errors and warnings about the file, one line each, and the text that they are about. */
    void findings(JsonNode findings) {
        for (JsonNode finding : findings) {
            out.print(file);
            out.printf(":%s:%s: %s: %s%n", JsonFields.texts(finding, "line", "column", "code", "message"));
            if (!finding.path("text").asText().isEmpty()) {
                out.println("    " + finding.path("text").asText());
            }
        }
    }

    /** The warnings of an answer, and how many there are beyond those that it lists. */
    void warnings(JsonNode answer) {
        findings(answer.path("warnings"));
        int left = answer.path("warningCount").asInt() - answer.path("warnings").size();
        if (left > 0) {
            out.println("and " + left + " more warnings");
        }
    }

    /** Prints why nothing was imported. @return whether it is a refusal that an author can deal with */
    boolean refusal(ApiException refused) {
        JsonNode problem = refused.problem();
        findings(problem.path("errors"));
        warnings(problem);
        if (refused.is("deck-file-errors")) {
            out.println("Nothing was imported.");
        } else if (refused.is("warnings-not-accepted")) {
            out.println("Nothing was imported. Use --yes to import it with these warnings.");
        } else if (refused.is("edited-since-import")) {
            changes(problem.path("cards"));
            out.println("Nothing was imported: " + problem.path("count").asText()
                    + " cards were edited since the last import. Use --overwrite to replace them by what the file says, or"
                    + " ./engram export the deck and edit that file.");
        } else {
            return false;
        }
        return true;
    }

    /** The cards that change, each with what it says before and after. */
    void changes(JsonNode cards) {
        for (JsonNode card : cards) {
            String change = card.path("change").asText();
            if (!change.equals("unchanged")) {
                JsonNode after = card.path("after");
                out.printf(
                        "line %-5s %-9s %s%n",
                        card.path("line").asText(),
                        change,
                        shortened(after.path("question").asText()));
                if (card.path("before").isObject()) {
                    differences(card.path("before"), after);
                } else {
                    content(after);
                }
            }
        }
    }

    /** That no more are printed. */
    void more(int shown) {
        out.println("Only the first " + shown + " cards of the file are shown; the counts are of all.");
    }

    private void content(JsonNode card) {
        for (String part : List.of("provenance", "tags", "answer", "source")) {
            if (!text(part, card.path(part)).isEmpty()) {
                lines(part, " ", text(part, card.path(part)));
            }
        }
    }

    private void differences(JsonNode before, JsonNode after) {
        for (String part : List.of("question", "provenance", "tags", "answer", "source")) {
            String old = text(part, before.path(part));
            String now = text(part, after.path(part));
            if (!old.equals(now)) {
                lines(part, "-", old);
                lines(part, "+", now);
            }
        }
    }

    private void lines(String part, String sign, String text) {
        String label = part;
        for (String line : text.isEmpty() ? List.<String>of() : text.lines().toList()) {
            out.printf("    %-10s %s %s%n", label, sign, shortened(line));
            label = "";
        }
    }

    /** A part of a card as a deck file says it. */
    private static String text(String part, JsonNode value) {
        return switch (part) {
            case "tags" -> joined(value, " ");
            case "answer" ->
                (value.hasNonNull("author") ? "(" + value.path("author").asText() + ") " : "")
                        + (value.path("seeSource").asBoolean() ? "(See source material.) " : "")
                        + value.path("text").asText("");
            case "source" -> {
                JsonNode place = value.path("locator");
                yield value.path("title").asText("")
                        + (place.isObject()
                                ? " [" + place.path("kind").asText() + " "
                                        + place.path("value").asText() + "]"
                                : "");
            }
            default -> value.asText("");
        };
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= WIDTH
                ? text
                : text.substring(0, text.offsetByCodePoints(0, WIDTH)) + "…";
    }

    void summary(JsonNode answer) {
        out.print(answer.path("dryRun").asBoolean() ? "Would import: " : "");
        out.printf(
                "%d cards read: %d new, %d updated, %d unchanged, %d restored, %d skipped, %d rejected.%n",
                JsonFields.numbers(
                        answer.path("counts"),
                        "read",
                        "new",
                        "updated",
                        "unchanged",
                        "restored",
                        "skipped",
                        "rejected"));
        skipped(answer);
        if (!answer.path("authors").isEmpty()) {
            out.println("Names taken for authors: " + joined(answer.path("authors"), ", ") + ".");
        }
        gone(answer);
        for (JsonNode card : answer.path("similar")) {
            out.printf(
                    "line %s asks nearly what card %s asks: %s%n",
                    card.path("line").asText(),
                    card.path("cardId").asText(),
                    card.path("before").asText());
        }
        if (answer.hasNonNull("deckId")) {
            out.println("Deck " + answer.path("deckId").asText() + ", version "
                    + answer.path("version").asLong() + ".");
        }
    }

    private void skipped(JsonNode answer) {
        JsonNode skipped = answer.path("skipped");
        if (!skipped.isEmpty()) {
            out.println("Skipped cards were retired by hand; --restore-retired studies them again.");
            for (int i = 0; i < Math.min(skipped.size(), MOST_REFS); i++) {
                JsonNode card = skipped.path(i);
                out.println("    line " + card.path("line").asText() + ": "
                        + shortened(card.path("question").asText()));
            }
        }
    }

    private void gone(JsonNode answer) {
        JsonNode gone = answer.path("gone");
        int count = Math.max(gone.size(), answer.path("goneCount").asInt());
        if (count > 0) {
            out.println(count + " cards of the deck are not in the file; they stay.");
            for (int i = 0; i < Math.min(gone.size(), MOST_REFS); i++) {
                out.println("    " + shortened(gone.path(i).path("question").asText()));
            }
        }
    }

    private static String joined(JsonNode texts, String separator) {
        return texts instanceof MissingNode
                ? ""
                : StreamSupport.stream(texts.spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(separator));
    }
}
