package dev.engram.cli.bench.merge;

import dev.engram.events.Rating;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/**
 * What one learner does with a phone and a desktop, in the order of time. Each device answers from what it has at that moment;
 * a sync exchanges everything.
 *
 * @param cards how many cards there are, numbered from 0
 * @param steps in the order of time
 */
record TwoDeviceHistory(int cards, List<Step> steps) {

    enum Device {
        PHONE,
        DESKTOP
    }

    /** One thing that happens. */
    sealed interface Step {}

    /** Whole days pass. */
    record Days(int days) implements Step {}

    /** A device answers a card, without a network. */
    record Answer(Device device, int card, Rating rating) implements Step {}

    /** A device sends what it has answered and takes what it lacks. */
    record Sync(Device device) implements Step {}

    TwoDeviceHistory {
        steps = List.copyOf(steps);
    }

    int days() {
        return steps.stream()
                .mapToInt(step -> step instanceof Days(int days) ? days : 0)
                .sum();
    }

    int answers() {
        return (int) steps.stream().filter(Answer.class::isInstance).count();
    }

    /** The moment of the first answer, so that the last day lies before {@code now}. At noon UTC, when no study day begins. */
    Instant startBefore(Instant now) {
        long days = Math.floorDiv(now.getEpochSecond(), 86_400L) - days() - 1;
        return Instant.ofEpochSecond(days * 86_400 + 43_200);
    }

    /** Every card is forgotten at the phone, which is offline, and known at the desktop on the day after; then both sync. */
    static TwoDeviceHistory offlineLapse(int cards) {
        var steps = new Steps(cards);
        steps.answer(Device.PHONE, card -> true, () -> Rating.EASY);
        steps.syncBoth(Device.PHONE);
        steps.add(new Days(3));
        steps.answer(Device.PHONE, card -> true, () -> Rating.AGAIN);
        steps.add(new Days(1));
        steps.answer(Device.DESKTOP, card -> true, () -> Rating.GOOD);
        steps.syncBoth(Device.DESKTOP);
        return new TwoDeviceHistory(cards, steps);
    }

    /**
     * Cards are learnt at the phone; then in each round both devices answer 60 % of the cards without a network, one of them some
     * days after the other, and sync in any order.
     */
    static TwoDeviceHistory random(long seed, int cards, int rounds) {
        var random = new Random(seed);
        var steps = new Steps(cards);
        steps.answer(Device.PHONE, card -> true, () -> Rating.GOOD);
        steps.answer(Device.PHONE, card -> true, () -> Rating.GOOD); // the second step
        steps.syncBoth(Device.PHONE);
        steps.add(new Days(2));
        for (int round = 0; round < rounds; round++) {
            for (var device : shuffled(random)) {
                steps.answer(device, card -> random.nextInt(100) < 60, () -> rating(random.nextInt(100)));
                steps.add(new Days(1 + random.nextInt(6)));
            }
            steps.syncBoth(shuffled(random).getFirst());
            steps.add(new Days(1 + random.nextInt(8)));
        }
        return new TwoDeviceHistory(cards, steps);
    }

    /** @param percent drawn from 0 to 99 */
    private static Rating rating(int percent) {
        return percent < 30 ? Rating.AGAIN : percent < 40 ? Rating.HARD : percent < 90 ? Rating.GOOD : Rating.EASY;
    }

    private static List<Device> shuffled(Random random) {
        var devices = new ArrayList<>(List.of(Device.values()));
        Collections.shuffle(devices, random);
        return devices;
    }

    private static final class Steps extends ArrayList<Step> {
        private static final long serialVersionUID = 1;
        private final int cards;

        Steps(int cards) {
            this.cards = cards;
        }

        void answer(Device device, IntPredicate chosen, Supplier<Rating> rating) {
            for (int card = 0; card < cards; card++) {
                if (chosen.test(card)) {
                    add(new Answer(device, card, rating.get()));
                }
            }
        }

        /** Twice, since the first device has what the second sends only after that. */
        void syncBoth(Device first) {
            var second = first == Device.PHONE ? Device.DESKTOP : Device.PHONE;
            addAll(List.of(new Sync(first), new Sync(second), new Sync(first)));
        }
    }
}
