package dev.engram.card.application;

import dev.engram.card.adapter.mongo.CardDatabase;
import dev.engram.card.adapter.mongo.MongoCommitStore;
import dev.engram.card.application.DeckExporter.ExportResult;
import dev.engram.card.application.DeckImporter.ImportResult;
import dev.engram.card.application.ImportUndo.UndoResult;
import dev.engram.card.domain.CardEdit;
import dev.engram.card.domain.DeckLimits;
import dev.engram.card.domain.text.FileText;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.runtime.store.MongoConnections;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Imports, changes, exports and undoes a deck of the largest file that may be sent; a process of its own, with a small heap. */
public final class LargeDeckProgram {

    private static final int CARDS = 20_000;
    private static final DeckLimits LIMITS = new DeckLimits(50_000, 12 << 20, 10);

    private LargeDeckProgram() {}

    /** @param args the address of a mongod and the name of a database */
    public static void main(String[] args) {
        var owner = new LearnerId(UUID.randomUUID());
        var clock = InstantSource.system();
        try (var client = MongoConnections.create(args[0], "large-deck", Duration.ofSeconds(10), 5)) {
            var store = new MongoCommitStore(new CardDatabase(client, args[1]), () -> {});
            var importer = new DeckImporter(store, LIMITS, clock);
            var deck = imported(importer, owner, file("first"), false);
            imported(importer, owner, file("other"), true);
            imported(importer, owner, file("other"), false);
            imported(importer, owner, file("third"), false);
            var exported = (ExportResult.Written) new DeckExporter(store).run(owner, deck);
            System.out.println("exported " + exported.file().equals(FileText.of(file("third"))));
            var undone = (UndoResult.Done) new ImportUndo(store, clock)
                    .run(owner, deck, exported.deck().version(), false);
            System.out.println("undone " + undone.restored());
            var card = store.outline(deck)
                    .orElseThrow()
                    .cards()
                    .keySet()
                    .iterator()
                    .next();
            new DeckEditor(store, LIMITS, clock).edit(deck, undone.deck().version(), new CardEdit.Retire(owner, card));
            System.out.println("edited "
                    + new DeckExporter(store).run(owner, deck).getClass().getSimpleName());
        }
    }

    private static DeckId imported(DeckImporter importer, LearnerId owner, byte[] file, boolean dryRun) {
        var options = new DeckImporter.Options(Set.of(), dryRun, false, false, false, Map.of(), null);
        var done = (ImportResult.Done) importer.run(owner, file, options, _ -> {});
        System.out.println("imported " + done.plan().counts());
        return done.deckId();
    }

    /** 5 MB, so that an answer has about 200 characters. */
    private static byte[] file(String word) {
        var file = new StringBuilder("Large deck\n");
        for (int i = 0; i < CARDS; i++) {
            file.append("Question ")
                    .append(i)
                    .append("?\nattention transformers\n")
                    .append((word + " answer. ").repeat(12))
                    .append("\nSource: Machine Learning. 15.34\n");
        }
        return file.toString().getBytes(StandardCharsets.UTF_8);
    }
}
