/** Folds that break the rules of the pure packages on purpose: ArchitectureTest shows that each is found. */
package dev.engram.projections.planted;
