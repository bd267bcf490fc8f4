package dev.engram.cli.bench.merge;

/**
 * What a program holds of one card.
 *
 * @param lapses AGAIN answers to the card in review
 * @param stabilityDays of FSRS, positive
 * @param dueDays days from the last answer to the due date, at least 0; 0 where the card is in a step
 */
record CardFigures(int lapses, double stabilityDays, double dueDays) {}
