package dev.engram.hardness.study;

import dev.engram.hardness.frame.Formula;
import dev.engram.hardness.frame.ModelFrame;
import dev.engram.hardness.frame.RowRules;
import dev.engram.hardness.frame.TimeColumn;
import dev.engram.hardness.study.report.StudyVersion;
import dev.engram.hardness.table.ReviewTable;
import dev.engram.hardness.table.TagTable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Names what makes two studies comparable. */
final class Versions {
    /** Raised whenever the same rows and settings would give other figures. */
    static final String MODEL_CODE = "engram-hardness-3";

    private static final double WEIGHT_TOLERANCE = 1e-9;

    private Versions() {}

    static StudyVersion of(PrimaryAnalysis primary, TagTable tags, StudySettings settings) {
        var rows = primary.rows();
        var rules = settings.rules();
        return new StudyVersion(
                MODEL_CODE,
                primary.fit().method().name().toLowerCase(Locale.ROOT),
                primary.gamma(),
                rules.successCap(),
                rules.lapseCap(),
                filters(rows, rules),
                covariates(rows, settings),
                weightRule(tags),
                settings.taxonomy(),
                taxonomyHash(tags),
                settings.cutOff(),
                sampleHash(rows),
                settings.seed());
    }

    private static List<String> filters(ModelFrame rows, RowRules rules) {
        var time = rows.size > TimeColumn.BIN_ABOVE
                ? "ln elapsed in " + TimeColumn.BINS + " quantile bins"
                : "ln elapsed as it is";
        return List.of(
                "duplicates once",
                "whole histories only",
                "reviews only: no first exposure, step or practice",
                "elapsed >= " + rules.minElapsedDays() + " days",
                "cards with tags only",
                "learners with >= " + rules.minRowsPerLearner() + " rows",
                time);
    }

    private static List<String> covariates(ModelFrame rows, StudySettings settings) {
        var names = rows.covariateNames.stream().map(ReviewTable.Covariate::name);
        return (settings.ability() ? Stream.concat(names, Stream.of(Formula.ABILITY)) : names).toList();
    }

    private static String weightRule(TagTable tags) {
        boolean equal = tags.all().values().stream()
                .allMatch(card -> card.values().stream()
                        .allMatch(weight -> Math.abs(weight * card.size() - 1) <= WEIGHT_TOLERANCE));
        return equal ? "1 / number of tags of the card" : "as given, scaled to 1 per card";
    }

    private static String taxonomyHash(TagTable tags) {
        var digest = sha256();
        tags.all()
                .forEach((card, weights) -> weights.forEach((tag, weight) -> {
                    add(digest, card);
                    add(digest, tag);
                    add(digest, Double.toString(weight));
                }));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String sampleHash(ModelFrame rows) {
        var count = new int[rows.learners.size()];
        for (int learner : rows.learner) {
            count[learner]++;
        }
        var byName = new TreeMap<String, Integer>();
        for (int i = 0; i < count.length; i++) {
            byName.put(rows.learners.get(i), count[i]);
        }
        var digest = sha256();
        byName.forEach((learner, n) -> {
            add(digest, learner);
            add(digest, Integer.toString(n));
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
