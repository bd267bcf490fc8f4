package dev.engram.analytics.application;

import dev.engram.analytics.application.CohortReader.Question;
import dev.engram.analytics.domain.Horizon;
import dev.engram.analytics.domain.Level;
import dev.engram.analytics.domain.TagChoice;
import dev.engram.analytics.domain.TagMastery;
import dev.engram.analytics.domain.cohort.BesideClass;
import dev.engram.analytics.domain.cohort.CardErrors;
import dev.engram.analytics.domain.cohort.CardErrors.FirstAnswer;
import dev.engram.analytics.domain.cohort.ClassTag;
import dev.engram.analytics.domain.cohort.OfLearner;
import dev.engram.analytics.domain.cohort.Risk;
import dev.engram.analytics.domain.cohort.RiskFold;
import dev.engram.analytics.domain.cohort.ShownTag;
import dev.engram.analytics.domain.cohort.SmallCells;
import dev.engram.analytics.domain.cohort.TagFamilies;
import dev.engram.analytics.domain.learner.CardAnswer;
import dev.engram.analytics.domain.learner.TopicAttention;
import dev.engram.analytics.domain.learner.TopicAttention.AttentionVerdict;
import dev.engram.events.CardId;
import dev.engram.events.LearnerId;
import dev.engram.projections.query.HeldCard;
import dev.engram.projections.query.ProjectionQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The figures of a cohort, made of those of its learners. */
public final class CohortFigures {
    private final CohortReader reader;
    private final ProjectionQueries queries;
    private final Level.Thresholds levels;
    private final SmallCells smallCells;

    public CohortFigures(CohortReader reader, ProjectionQueries queries, Level.Thresholds levels) {
        this.reader = reader;
        this.queries = queries;
        this.levels = levels;
        this.smallCells = new SmallCells(levels);
    }

    /**
     * What each learner knows of each tag.
     *
     * @param learners by id
     * @param tags what that comes to for the class
     * @param families of the tags
     */
    public record Grid(
            Horizon horizon, List<OfLearner<List<TagMastery>>> learners, List<ClassTag> tags, TagFamilies families) {
        public Grid {
            learners = List.copyOf(learners);
            tags = List.copyOf(tags);
        }
    }

    /** What each learner knows of each tag, as {@link LearnerFigures#tags} says of the deck. */
    public CohortOutcome<Grid> grid(CohortQuery query, HorizonChoice horizon) {
        record Rows(List<OfLearner<List<TagMastery>>> learners, List<ClassTag> tags, TagFamilies families) {}
        record Key(HorizonChoice horizon) {}
        var read = reader.read(
                query,
                new Question<List<TagMastery>, Rows>(
                        new Key(horizon),
                        false,
                        (reading, cards) -> reading.states(
                                cards, setting -> LearnerFigures.table(setting, horizon.at(reading.asOf()), levels)),
                        cards -> {
                            var rows = ClassFold.<List<TagMastery>>keeping(List::size);
                            var families = new TagFamilies(cards.values());
                            // once, however often a snapshot is shown
                            return new ClassFold<>(rows.add(), rows.cells(), () -> {
                                var learners = rows.result().get();
                                return new Rows(learners, ClassTag.table(learners), families);
                            });
                        }));
        return read.then(
                (about, rows) -> new Grid(horizon.at(about.asOf()), rows.learners(), rows.tags(), rows.families()));
    }

    /** How well a class knows each tag. */
    public record Table(Horizon horizon, List<ShownTag> tags) {
        public Table {
            tags = List.copyOf(tags);
        }
    }

    /** How well the class knows each tag; with small cells hidden unless for its teacher. */
    public CohortOutcome<Table> table(CohortQuery query, HorizonChoice horizon) {
        return grid(query, horizon)
                .then((_, grid) -> new Table(
                        grid.horizon(),
                        query.audience() == CohortQuery.Audience.TEACHER
                                ? grid.tags().stream().map(ShownTag::exact).toList()
                                : smallCells.shown(grid.tags(), grid.families())));
    }

    /** A card with how many got it wrong at first. @param card null if it is not held */
    public record HardCard(CardErrors.Row errors, @Nullable HeldCard card) {}

    /** The cards that most learners got wrong when they first answered them. @param limit most cards */
    public CohortOutcome<List<HardCard>> hardestCards(CohortQuery query, int limit) {
        record Key() {}
        var read = reader.read(
                query,
                new Question<List<FirstAnswer>, List<CardErrors.Row>>(
                        new Key(),
                        true,
                        (reading, cards) -> reading.histories(cards, true, _ -> {
                            var answers = new ArrayList<FirstAnswer>();
                            return Figures.of(
                                    card -> FirstAnswer.of(card.cardId(), card.folded())
                                            .ifPresent(answers::add),
                                    () -> answers);
                        }),
                        cards -> {
                            var errors = new CardErrors();
                            return new ClassFold<>(
                                    learner -> learner.figures().forEach(errors::add), errors::cards, errors::rows);
                        }));
        return read.then((_, rows) -> {
            var hardest = rows.stream().limit(limit).toList();
            var ids = hardest.stream().map(CardErrors.Row::cardId).toList();
            var held = queries.within(scope -> scope.catalogue().contents(ids));
            return hardest.stream()
                    .map(row -> new HardCard(row, held.get(row.cardId())))
                    .toList();
        });
    }

    /** The learners at risk, by id, with every reason. */
    public CohortOutcome<List<OfLearner<List<Risk>>>> risks(CohortQuery query) {
        record Key() {}
        return reader.read(
                        query,
                        new Question<List<Risk>, List<OfLearner<List<Risk>>>>(
                                new Key(),
                                true,
                                (reading, cards) -> reading.histories(cards, true, setting -> {
                                    var risks = new RiskFold(setting.plan(), setting.calendar(), setting.asOf());
                                    return Figures.of(risks::add, risks::risks);
                                }),
                                _ -> ClassFold.keeping(List::size)))
                .then((_, learners) -> learners.stream()
                        .filter(learner -> !learner.figures().isEmpty())
                        .toList());
    }

    /** The learners that struggle, by id: those of whom a topic needs attention, with these topics. */
    public CohortOutcome<List<OfLearner<List<TopicAttention.Row>>>> struggling(CohortQuery query) {
        record Key() {}
        return reader.read(
                query,
                new Question<List<TopicAttention.Row>, List<OfLearner<List<TopicAttention.Row>>>>(
                        new Key(),
                        true,
                        (reading, cards) -> reading.histories(cards, true, setting -> {
                            var attention = LearnerFigures.attention(setting);
                            return Figures.of(
                                    attention::add,
                                    () -> attention.result().topics().stream()
                                            .filter(row -> row.verdict() == AttentionVerdict.NEEDS_ATTENTION)
                                            .toList());
                        }),
                        _ -> ClassFold.keeping(List::size)));
    }

    /** A learner beside the class. */
    public record Learner(Horizon horizon, List<BesideClass> tags) {
        public Learner {
            tags = List.copyOf(tags);
        }
    }

    /** What a learner knows of each tag beside the medians of the class; empty if the learner is not of it. */
    public CohortOutcome<Optional<Learner>> learner(CohortQuery query, LearnerId learner, HorizonChoice horizon) {
        return grid(query, horizon)
                .then((_, grid) ->
                        BesideClass.of(grid.learners(), learner).map(tags -> new Learner(grid.horizon(), tags)));
    }

    /** The cards of a member. @param cards in the order of their ids */
    public record MemberCards(Horizon horizon, List<LearnerFigures.CardRow> cards) {
        public MemberCards {
            cards = List.copyOf(cards);
        }
    }

    /** The cards behind the figures of a member, as {@link LearnerFigures#cards} says of the deck; empty if there is no such member. */
    public CohortOutcome<Optional<MemberCards>> cards(
            CohortQuery query, LearnerId member, TagChoice tags, HorizonChoice horizon) {
        return reader.ofMember(
                        query,
                        member,
                        (reading, cards) -> reading.states(
                                cards.tags(tags), setting -> LearnerFigures.cards(setting, horizon.at(reading.asOf()))))
                .then((about, found) -> found.map(cards -> new MemberCards(horizon.at(about.asOf()), cards)));
    }

    /**
     * The answers of a member to a card.
     *
     * @param isOfDeck whether it is a live card of the deck; of another one nothing is told
     * @param answers oldest first
     */
    public record MemberAnswers(boolean isOfDeck, List<CardAnswer> answers) {
        public MemberAnswers {
            answers = List.copyOf(answers);
        }
    }

    /** The answers behind the figures of a card of a member; empty if there is no such member. */
    public CohortOutcome<Optional<MemberAnswers>> answers(CohortQuery query, LearnerId member, CardId card) {
        return reader.ofMember(query, member, (reading, cards) -> {
            var tags = cards.tags().get(card);
            return tags == null
                    ? new LearnerReading.Read<>(0, new MemberAnswers(false, List.of()))
                    : reading.card(
                            card,
                            tags,
                            studied -> new MemberAnswers(true, CardAnswer.of(studied.history(), studied.folded())));
        });
    }
}
