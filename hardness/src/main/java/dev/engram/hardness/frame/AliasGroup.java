package dev.engram.hardness.frame;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tags that cannot be told apart because (nearly) the same cards carry them: those whose sets of cards have a Jaccard index above 0.95,
 * and what these join.
 *
 * @param tags    two or more, sorted
 * @param jaccard smallest share of common cards among the pairs that joined the group
 */
public record AliasGroup(List<String> tags, double jaccard) {
    private static final double JACCARD = 0.95;

    public AliasGroup {
        tags = List.copyOf(tags);
    }

    /** The groups of two tags or more, by their first name. */
    public static List<AliasGroup> all(CardTags tags, TagCounts counts) {
        var parent = new int[tags.size()];
        var least = new double[tags.size()];
        for (int t = 0; t < parent.length; t++) {
            parent[t] = t;
            least[t] = 1;
        }
        for (var pair : together(tags).entrySet()) {
            int a = (int) (pair.getKey() >>> 32);
            int b = (int) (long) pair.getKey();
            double jaccard = pair.getValue() / (double) (counts.cards[a] + counts.cards[b] - pair.getValue());
            if (jaccard > JACCARD) {
                int rootA = root(parent, a);
                int rootB = root(parent, b);
                least[rootA] = Math.min(jaccard, Math.min(least[rootA], least[rootB]));
                parent[rootB] = rootA;
            }
        }
        var members = new TreeMap<Integer, List<String>>();
        for (int t = 0; t < parent.length; t++) {
            members.computeIfAbsent(root(parent, t), _ -> new ArrayList<>())
                    .add(tags.names().get(t));
        }
        return members.entrySet().stream()
                .filter(group -> group.getValue().size() > 1)
                .map(group -> new AliasGroup(group.getValue().stream().sorted().toList(), least[group.getKey()]))
                .sorted(Comparator.comparing(group -> group.tags().getFirst()))
                .toList();
    }

    /** Number of common cards by pair of tags that have one, the smaller tag in the high half. */
    private static Map<Long, Integer> together(CardTags tags) {
        var together = new HashMap<Long, Integer>();
        for (int card = 0; card < tags.cards(); card++) {
            for (int i = tags.first(card); i < tags.first(card + 1); i++) {
                for (int j = tags.first(card); j < tags.first(card + 1); j++) {
                    int a = tags.tagAt(i);
                    int b = tags.tagAt(j);
                    if (a < b) {
                        together.merge((long) a << 32 | b, 1, Integer::sum);
                    }
                }
            }
        }
        return together;
    }

    private static int root(int[] parent, int t) {
        int root = t;
        while (parent[root] != root) {
            root = parent[root];
        }
        return root;
    }
}
