package dev.engram.cli.hardness.rank;

import dev.engram.hardness.rank.RankInterval;

/**
 * Rank intervals drawn in characters on one axis, 1 at the left.
 *
 * @param ranks number of tags of the fit
 * @param width characters of a strip
 */
record RankStrip(int ranks, int width) {
    /** E.g. {@code ├──●────┤}. */
    String draw(RankInterval interval, int median) {
        char[] strip = " ".repeat(width).toCharArray();
        int from = place(interval.low());
        int to = place(interval.high());
        for (int i = from; i <= to; i++) {
            strip[i] = '─';
        }
        if (from < to) {
            strip[from] = '├';
            strip[to] = '┤';
        }
        strip[place(median)] = '●';
        return new String(strip);
    }

    /** The line above the strips: 1 at the left, the last rank at the right. */
    String axis() {
        String last = Integer.toString(ranks);
        return ranks < 2 ? "1" : "1" + " ".repeat(Math.max(1, width - 1 - last.length())) + last;
    }

    private int place(int rank) {
        return ranks < 2 ? 0 : (int) Math.round((rank - 1.0) / (ranks - 1) * (width - 1));
    }
}
