package dev.engram.analytics.application;

import dev.engram.events.CardId;
import dev.engram.events.Tag;
import dev.engram.scheduler.CardState;
import java.util.List;

/** A card with its state at the moment asked about, new if it was never answered. @param tags that it carries now */
public record KnownCard(CardId cardId, List<Tag> tags, CardState state) {}
