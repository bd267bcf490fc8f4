package dev.engram.hardness.study.report;

import java.util.List;

/**
 * Tags that cannot be told apart because (nearly) the same cards carry them.
 *
 * @param tags    two or more, sorted
 * @param jaccard smallest share of common cards among the pairs that joined the group
 */
public record AliasGroup(List<String> tags, double jaccard) {
    public AliasGroup {
        tags = List.copyOf(tags);
    }
}
