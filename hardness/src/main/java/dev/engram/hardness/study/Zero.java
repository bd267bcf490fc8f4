package dev.engram.hardness.study;

import dev.engram.hardness.glmm.Covariance;
import java.util.ArrayList;
import java.util.List;

/** The zero of the effects: the mean of the anchor tags, or of all tags. */
final class Zero {
    /** Fewer anchors than this make a shaky zero. */
    static final int FEWEST_ANCHORS = 10;

    private final int[] anchors;
    private final boolean[] anchor;
    private final List<String> warnings = new ArrayList<>();

    Zero(List<String> tags, List<String> wanted) {
        anchor = new boolean[tags.size()];
        for (var name : wanted) {
            int tag = tags.indexOf(name);
            if (tag < 0) {
                warnings.add("anchor " + name + " is no tag of the fit");
            } else {
                anchor[tag] = true;
            }
        }
        var list = new ArrayList<Integer>();
        for (int t = 0; t < anchor.length; t++) {
            if (anchor[t]) {
                list.add(t);
            }
        }
        if (!wanted.isEmpty() && list.size() < FEWEST_ANCHORS) {
            warnings.add(
                    list.isEmpty()
                            ? "no anchor is a tag of the fit: the zero is the mean of all tags"
                            : "the zero is the mean of " + list.size() + " anchors, at least " + FEWEST_ANCHORS
                                    + " are advised");
        }
        if (list.isEmpty()) {
            for (int t = 0; t < anchor.length; t++) {
                list.add(t);
            }
        }
        anchors = list.stream().mapToInt(Integer::intValue).toArray();
    }

    boolean anchored(int tag) {
        return anchor[tag];
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** Mean effect of the anchors. */
    double of(double[] effects) {
        double sum = 0;
        for (int a : anchors) {
            sum += effects[a];
        }
        return sum / anchors.length;
    }

    /** Standard deviation of every effect against the zero. */
    double[] sds(Covariance covariance) {
        double all = 0;
        for (int a : anchors) {
            for (int b : anchors) {
                all += covariance.at(a, b);
            }
        }
        all /= (double) anchors.length * anchors.length;
        var sds = new double[covariance.size()];
        for (int t = 0; t < sds.length; t++) {
            double shared = 0;
            for (int a : anchors) {
                shared += covariance.at(t, a);
            }
            sds[t] = Math.sqrt(Math.max(0, covariance.at(t, t) - 2 * shared / anchors.length + all));
        }
        return sds;
    }
}
