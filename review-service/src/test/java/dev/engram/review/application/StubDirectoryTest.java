package dev.engram.review.application;

import dev.engram.events.CardId;
import dev.engram.events.DeckId;

class StubDirectoryTest extends CardDirectoryConformance {
    private final StubDirectory directory = new StubDirectory();

    @Override
    protected CardDirectory directory() {
        return directory;
    }

    @Override
    protected void given(CardId card) {
        directory.knows(card);
    }

    @Override
    protected void given(DeckId deck, String code) {
        directory.opens(deck, code);
    }

    @Override
    protected void goAway() {
        directory.goAway();
    }
}
