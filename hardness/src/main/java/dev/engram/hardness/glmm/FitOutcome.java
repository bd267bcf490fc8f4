package dev.engram.hardness.glmm;

/** What comes of fitting a model: a fit, or the reason why there is none. */
public sealed interface FitOutcome permits Fit, Unfit {}
