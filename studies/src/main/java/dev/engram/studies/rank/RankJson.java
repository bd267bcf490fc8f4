package dev.engram.studies.rank;

import dev.engram.hardness.study.report.HardnessReport;
import dev.engram.hardness.study.report.Insufficient;
import dev.engram.studies.StudyJson;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A report as JSON: the records of the report, name by name (docs/research/hardness.md). A figure that is not there is null, never
 * NaN. Ranks of tags that may not be published are in it, each with its eligibility.
 */
public final class RankJson {
    private RankJson() {}

    /** The document of a report. */
    public static String of(HardnessReport report) {
        return document("report", "claim", RankText.CLAIM, report);
    }

    /** The document where nothing can be ranked. */
    public static String of(Insufficient insufficient) {
        return document("insufficient", "error", insufficient.reasons().getFirst(), insufficient);
    }

    private static String document(String outcome, String name, Object value, Record members) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("outcome", outcome);
        root.put(name, value);
        root.putAll(StudyJson.members(members));
        return StudyJson.document(root);
    }
}
