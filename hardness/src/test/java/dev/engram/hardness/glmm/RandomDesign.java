package dev.engram.hardness.glmm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

/**
 * A design drawn from a seed: persons by items, the items members of tags with unequal weights, a number, a category and an
 * offset. Sizes and true values vary with the seed within bounds that leave every variance well away from zero.
 */
final class RandomDesign {
    /** Columns as the R script is told them. */
    static final String FIXED = "x,group";

    static final String RANDOM = "person,item";
    static final String OFFSET = "ahead";
    private static final List<String> GROUPS = List.of("high", "low", "middle");

    private final byte[] response;
    private final double[] x;
    private final byte[] group;
    private final double[] offset;
    private final int[] person;
    private final int[] item;
    private final List<String> persons;
    private final List<String> items;
    private final List<String> tags;
    private final int[] start;
    private final int[] tag;
    private final double[] weight;

    RandomDesign(long seed) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        persons = named("p", 30 + random.nextInt(15));
        items = named("i", 24 + random.nextInt(10));
        tags = named("t", 6 + random.nextInt(4));
        var memberships = memberships(random);
        start = IntStream.rangeClosed(0, items.size())
                .map(i ->
                        memberships.subList(0, i).stream().mapToInt(List::size).sum())
                .toArray();
        tag = memberships.stream().flatMap(List::stream).mapToInt(i -> i).toArray();
        weight = new double[tag.length];
        for (int i = 0; i < items.size(); i++) {
            for (int entry = start[i]; entry < start[i + 1]; entry++) {
                weight[entry] = (1 + random.nextInt(4)) / 4.0;
            }
        }
        double[] ability = effects(random, persons.size(), 0.8);
        double[] difficulty = effects(random, items.size(), 0.6);
        double[] hardness = effects(random, tags.size(), 1.0);
        var rows = new ArrayList<int[]>();
        for (int p = 0; p < persons.size(); p++) {
            for (int i = 0; i < items.size(); i++) {
                for (int repeats = random.nextInt(3); repeats > 0; repeats--) {
                    rows.add(new int[] {p, i});
                }
            }
        }
        int n = rows.size();
        person = rows.stream().mapToInt(row -> row[0]).toArray();
        item = rows.stream().mapToInt(row -> row[1]).toArray();
        response = new byte[n];
        x = new double[n];
        group = new byte[n];
        offset = new double[n];
        for (int row = 0; row < n; row++) {
            x[row] = random.nextGaussian();
            group[row] = (byte) random.nextInt(GROUPS.size());
            offset[row] = 0.5 * random.nextGaussian();
            double eta =
                    -0.4 + 0.5 * x[row] + 0.3 * group[row] + offset[row] + ability[person[row]] + difficulty[item[row]];
            for (int entry = start[item[row]]; entry < start[item[row] + 1]; entry++) {
                eta += weight[entry] * hardness[tag[entry]];
            }
            response[row] = (byte) (random.nextDouble() < 1 / (1 + Math.exp(-eta)) ? 1 : 0);
        }
    }

    private static List<String> named(String prefix, int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> String.format(Locale.ROOT, "%s%03d", prefix, i))
                .toList();
    }

    private static double[] effects(RandomGenerator random, int number, double sd) {
        return IntStream.range(0, number)
                .mapToDouble(i -> sd * random.nextGaussian())
                .toArray();
    }

    private List<List<Integer>> memberships(RandomGenerator random) {
        var memberships = new ArrayList<List<Integer>>();
        for (int i = 0; i < items.size(); i++) {
            var of = new ArrayList<>(List.of(i % tags.size())); // every tag is used
            for (int more = random.nextInt(3); more > 0; more--) {
                int other = random.nextInt(tags.size());
                if (!of.contains(other)) {
                    of.add(other);
                }
            }
            memberships.add(of);
        }
        return memberships;
    }

    /** For the engine. */
    Design design() {
        return Design.of(response)
                .offset(Column.of(offset))
                .fixed(new FixedTerm.Numeric("x", Column.of(x)))
                .fixed(FixedTerm.Categorical.of("group", GROUPS, group))
                .random(new RandomFactor.Grouping("person", persons, person))
                .random(new RandomFactor.Grouping("item", items, item))
                .random(new RandomFactor.Membership("tag", tags, "item", start, tag, weight))
                .build();
    }

    /** The rows, for R: {@code y,x,group,ahead,person,item}. */
    String rowsAsCsv() {
        var csv = new StringBuilder("y,x,group,ahead,person,item\n");
        for (int row = 0; row < response.length; row++) {
            csv.append(response[row]).append(',').append(x[row]).append(',');
            csv.append(GROUPS.get(group[row])).append(',').append(offset[row]).append(',');
            csv.append(persons.get(person[row]))
                    .append(',')
                    .append(items.get(item[row]))
                    .append('\n');
        }
        return csv.toString();
    }

    /** The memberships, for R: {@code item,tag,weight}. */
    String membershipsAsCsv() {
        var csv = new StringBuilder("item,tag,weight\n");
        for (int i = 0; i < items.size(); i++) {
            for (int entry = start[i]; entry < start[i + 1]; entry++) {
                csv.append(items.get(i))
                        .append(',')
                        .append(tags.get(tag[entry]))
                        .append(',');
                csv.append(weight[entry]).append('\n');
            }
        }
        return csv.toString();
    }
}
