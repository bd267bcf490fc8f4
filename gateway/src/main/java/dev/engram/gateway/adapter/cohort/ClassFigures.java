package dev.engram.gateway.adapter.cohort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.events.LearnerId;
import dev.engram.gateway.adapter.account.CallActor;
import dev.engram.gateway.adapter.service.ServiceClient;
import dev.engram.gateway.adapter.token.TokenSigner;
import dev.engram.gateway.application.AccountStore;
import dev.engram.gateway.domain.AuditAction;
import dev.engram.gateway.domain.AuthenticatedCaller;
import dev.engram.gateway.domain.Cohort;
import dev.engram.gateway.domain.Service;
import dev.engram.kit.figure.AnswerTable;
import dev.engram.kit.figure.TableAnswer;
import dev.engram.kit.figure.TableTree;
import dev.engram.kit.limit.JobConfig;
import dev.engram.kit.limit.JobSlots;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.config.ConfigMapping;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks analytics-service about a cohort as the caller, and puts usernames in place of ids. */
@Singleton
final class ClassFigures {
    private static final String LEARNER = "learner";

    private final ServiceClient services;
    private final TokenSigner signer;
    private final AccountStore accounts;
    private final CallActor actor;
    private final JobSlots slots;

    /** How many figures of cohorts are read at a time: they are megabytes. */
    @ConfigMapping(prefix = "engram.gateway.cohort-figures")
    interface ClassFiguresConfig extends JobConfig {}

    ClassFigures(
            ServiceClient services,
            TokenSigner signer,
            AccountStore accounts,
            CallActor actor,
            ClassFiguresConfig config,
            MeterRegistry meters) {
        this.services = services;
        this.signer = signer;
        this.accounts = accounts;
        this.actor = actor;
        this.slots = new JobSlots("cohort-figures", config.limits(), meters);
    }

    /**
     * The figures by username; persons whose account is gone are left out.
     *
     * @param figure below the cohort's address
     * @param query what was asked, absent values as null
     * @throws dev.engram.kit.problem.ProblemException as the service refuses
     */
    TableTree read(
            AuthenticatedCaller caller,
            Cohort cohort,
            String figure,
            Class<? extends TableAnswer> type,
            Map<String, @Nullable String> query) {
        return slots.run(caller.learnerId(), () -> {
            var tree = services.send(
                    Service.ANALYTICS,
                    "GET",
                    "/internal/cohorts/" + cohort.id() + "/" + figure + "?deckId=" + cohort.deckId() + text(query),
                    null,
                    signer.inner(caller, Service.ANALYTICS));
            return new TableTree(type, named(tree, AnswerTable.of(type).rows()));
        });
    }

    /**
     * Figures of single learners: given out when that is in the audit trail.
     *
     * @param figure as {@link #read}; its last part is what the trail says
     * @param subject whose they are; the teacher where they are of several
     * @throws dev.engram.kit.problem.ProblemException as the service refuses
     */
    TableTree individual(
            AuthenticatedCaller caller,
            Cohort cohort,
            String figure,
            Class<? extends TableAnswer> type,
            Map<String, @Nullable String> query,
            LearnerId subject) {
        var answer = read(caller, cohort, figure, type, query);
        var name = figure.substring(figure.lastIndexOf('/') + 1);
        actor.did(
                AuditAction.COHORT_FIGURES_READ,
                subject,
                Map.of("cohort", cohort.id().toString(), "figure", name));
        return answer;
    }

    private static String text(Map<String, @Nullable String> query) {
        return query.entrySet().stream()
                .filter(parameter -> parameter.getValue() != null)
                .map(parameter -> "&" + parameter.getKey() + "="
                        + URLEncoder.encode(String.valueOf(parameter.getValue()), StandardCharsets.UTF_8))
                .sorted()
                .collect(Collectors.joining());
    }

    private JsonNode named(JsonNode answer, String table) {
        var rows = answer.path(table);
        var learners = new HashSet<LearnerId>();
        rows.forEach(row -> collect(row, learners));
        collect(answer, learners);
        if (!learners.isEmpty()) {
            var names = accounts.usernames(Set.copyOf(learners));
            for (var row = rows.iterator(); row.hasNext(); ) {
                if (!isNamed(row.next(), names)) {
                    row.remove();
                }
            }
            isNamed(answer, names);
        }
        return answer;
    }

    private static void collect(JsonNode of, Set<LearnerId> learners) {
        if (of.has(LEARNER)) {
            learners.add(LearnerId.parse(of.path(LEARNER).asText()));
        }
    }

    private static boolean isNamed(JsonNode of, Map<LearnerId, String> names) {
        if (!of.has(LEARNER)) {
            return true;
        }
        var name = names.get(LearnerId.parse(of.path(LEARNER).asText()));
        if (name != null) {
            ((ObjectNode) of).put(LEARNER, name);
        }
        return name != null;
    }
}
