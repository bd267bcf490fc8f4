package dev.engram.studies.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.engram.hardness.link.CardEffect;
import dev.engram.hardness.link.EffectChange;
import dev.engram.hardness.link.Link;
import dev.engram.hardness.link.Linking;
import dev.engram.studies.csv.CsvException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Two versions of a study, put on one scale by the cards that both have. The scale is the log of the half-life, larger = harder:
 * the effect divided by the gamma of its study, so that studies with different gammas compare.
 *
 * @param versionBefore what the versions differ in, before
 * @param versionAfter  the same after
 * @param link          how the scales are linked; null if they cannot be
 * @param problem       why there is no link, else empty
 * @param changes       of the tags ranked in both, the largest probability of a change first; empty without a link
 * @param onlyBefore    tags ranked before and not after
 * @param onlyAfter     tags ranked after and not before
 */
public record StudyComparison(
        Map<String, String> versionBefore,
        Map<String, String> versionAfter,
        Link.@Nullable Linked link,
        String problem,
        List<Change> changes,
        List<String> onlyBefore,
        List<String> onlyAfter) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /**
     * A tag ranked in both.
     *
     * @param rankBefore median rank before
     * @param rankAfter  median rank after; ranks are among the tags of each study
     * @param halfLife   half-life after as a multiple of that before; below 1 = harder than before
     * @param low        lower limit of its 95 % interval
     * @param high       upper limit
     * @param harder     P(harder than before), the errors of the two taken as independent
     */
    public record Change(
            String tag, int rankBefore, int rankAfter, double halfLife, double low, double high, double harder) {}

    /** A tag as a report has it. */
    private record Ranked(int medianRank, double effect, double sd) {}

    /**
     * Compares two reports of {@code engram hardness rank --json}.
     *
     * @throws IOException naming the file that cannot be read or is no such report
     */
    public static StudyComparison of(Path before, Path after) throws IOException {
        JsonNode old = report(before);
        JsonNode now = report(after);
        Map<String, Ranked> oldTags = tags(old);
        Map<String, Ranked> newTags = tags(now);
        Map<String, String> oldVersion = new LinkedHashMap<>();
        Map<String, String> newVersion = new LinkedHashMap<>();
        old.path("version").properties().forEach(member -> {
            JsonNode other = now.path("version").path(member.getKey());
            if (!other.equals(member.getValue())) {
                oldVersion.put(member.getKey(), member.getValue().asText());
                newVersion.put(member.getKey(), other.asText());
            }
        });
        Link link = Linking.of(cards(old), cards(now));
        Link.@Nullable Linked linked = link instanceof Link.Linked found ? found : null;
        return new StudyComparison(
                oldVersion,
                newVersion,
                linked,
                link instanceof Link.Unlinked(String sentence) ? sentence : "",
                linked == null ? List.of() : changes(oldTags, newTags, linked),
                without(oldTags, newTags),
                without(newTags, oldTags));
    }

    private static List<Change> changes(Map<String, Ranked> before, Map<String, Ranked> after, Link.Linked link) {
        List<Change> changes = new ArrayList<>();
        before.forEach((tag, was) -> {
            Ranked is = after.get(tag);
            if (is != null) {
                EffectChange change = link.change(was.effect, was.sd, is.effect, is.sd);
                changes.add(new Change(
                        tag,
                        was.medianRank,
                        is.medianRank,
                        Math.exp(-change.difference()),
                        Math.exp(-change.high()),
                        Math.exp(-change.low()),
                        change.harder()));
            }
        });
        changes.sort(Comparator.<Change>comparingDouble(change -> -Math.abs(change.harder() - 0.5))
                .thenComparing(Change::tag));
        return changes;
    }

    private static List<String> without(Map<String, Ranked> one, Map<String, Ranked> other) {
        var names = new TreeSet<>(one.keySet());
        names.removeAll(other.keySet());
        return List.copyOf(names);
    }

    private static JsonNode report(Path file) throws IOException {
        JsonNode root;
        try {
            root = MAPPER.readTree(Files.readString(file));
        } catch (IOException unreadable) {
            throw new CsvException("cannot read " + file + ": " + Objects.toString(unreadable.getMessage()));
        }
        if (!root.path("outcome").asText().equals("report")
                || !(root.at("/gamma/value").asDouble() > 0)
                || !root.path("cards").isArray()) {
            throw new CsvException(file + " is no report of hardness rank --json");
        }
        return root;
    }

    private static Map<String, Ranked> tags(JsonNode report) {
        double gamma = report.at("/gamma/value").asDouble();
        Map<String, Ranked> tags = new LinkedHashMap<>();
        for (JsonNode tag : report.path("tags")) {
            if (tag.at("/eligibility/kind").asText().equals("ranked")) {
                tags.put(
                        tag.path("tag").asText(),
                        new Ranked(
                                tag.path("medianRank").asInt(),
                                tag.path("effect").asDouble() / gamma,
                                tag.path("sd").asDouble() / gamma));
            }
        }
        return tags;
    }

    private static List<CardEffect> cards(JsonNode report) {
        double gamma = report.at("/gamma/value").asDouble();
        List<CardEffect> cards = new ArrayList<>();
        for (JsonNode card : report.path("cards")) {
            cards.add(new CardEffect(
                    card.path("card").asText(),
                    card.path("total").asDouble() / gamma,
                    card.path("totalSd").asDouble() / gamma));
        }
        return cards;
    }
}
