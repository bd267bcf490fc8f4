# Prints published data sets as rows, and what summary() says of their fits by lme4::glmer (nAGQ = 1) and ordinal::clmm.
#
#   Rscript published.R > published.csv     (published.csv is committed; its first line names the versions)
#
# For each data set: `set,name,kind` (kind: binary or ordinal), `row,category,grouping,...,x...` with the fixed columns as numbers, `logLik,value`,
# `fixed,estimate,se` (thresholds first where ordinal, in the signs of clmm), `sd,value` by grouping, `profile,value` with the lower and upper end of the profile interval of a single
# grouping of binary data. Data sets whose package is not there are left out.
#
# Origin of the data: bacteria, Menzies School of Health Research, in Venables and Ripley, Modern Applied Statistics with S (2002); cbpp, Lesnoff et al.,
# Preventive Veterinary Medicine 64 (2004); raschdat1, simulated by Mair and Hatzinger (package eRm); soup, Christensen, Cleaver and Brockhoff, Food Quality
# and Preference 22 (2011); wine, Randall, Biometrical Journal 31 (1989).
suppressPackageStartupMessages({library(lme4); library(ordinal)})
number <- function(x) sprintf("%.12g", x)
say <- function(...) cat(paste(..., sep = ","), sep = "\n")
rows <- function(name, kind, y, groupings, X) {
  say("set", name, kind)
  say("grouping", paste(names(groupings), collapse = ","))
  do.call(say, c(list("row", y), lapply(groupings, function(g) as.integer(factor(g)) - 1), as.list(as.data.frame(X))))
}
binary <- function(name, data, formula, fixed, groupings) {
  model <- glmer(formula, data, family = binomial, control = glmerControl(tolPwrss = 1e-13, optimizer = "bobyqa", optCtrl = list(rhoend = 1e-9)))
  X <- model.matrix(fixed, data)[, -1, drop = FALSE]
  rows(name, "binary", model@resp$y, data[groupings], X)
  say("logLik", number(as.numeric(logLik(model))))
  coefficients <- coef(summary(model))
  say("fixed", number(coefficients[, 1]), number(coefficients[, 2]))
  say("sd", number(sapply(groupings, function(g) attr(VarCorr(model)[[g]], "stddev"))))
  if (length(groupings) == 1) say("profile", number(confint(model, parm = "theta_", method = "profile", quiet = TRUE)))
}
ordered_ratings <- function(name, data, y, formula, fixed, groupings) {
  model <- clmm(formula, data = data) # a tighter gradTol disturbs its Hessian, which is made of differences
  X <- model.matrix(fixed, data)[, -1, drop = FALSE]
  rows(name, "ordinal", as.integer(data[[y]]) - 1, data[groupings], X)
  say("logLik", number(as.numeric(logLik(model))))
  coefficients <- coef(summary(model))
  say("fixed", number(coefficients[, 1]), number(coefficients[, 2]))
  say("sd", number(sapply(groupings, function(g) attr(VarCorr(model)[[g]], "stddev"))))
}

bacteria <- MASS::bacteria
bacteria$y <- as.integer(bacteria$y == "y")
bacteria$late <- as.integer(bacteria$week > 2)
binary("bacteria", bacteria, y ~ trt + late + (1 | ID), ~ trt + late, "ID")

cattle <- cbpp[rep(seq_len(nrow(cbpp)), cbpp$size), ]
cattle$y <- unlist(lapply(seq_len(nrow(cbpp)), function(i) rep(1:0, c(cbpp$incidence[i], cbpp$size[i] - cbpp$incidence[i]))))
binary("cbpp", cattle, y ~ period + (1 | herd), ~ period, "herd")

if (requireNamespace("eRm", quietly = TRUE)) {
  answers <- as.matrix(eRm::raschdat1)
  rasch <- data.frame(y = as.vector(answers), person = as.vector(row(answers)), item = factor(as.vector(col(answers))))
  binary("raschdat1", rasch, y ~ (1 | person) + (1 | item), ~ 1, c("person", "item"))
}

ordered_ratings("soup", soup, "SURENESS", SURENESS ~ PROD + (1 | RESP), ~ PROD, "RESP")
ordered_ratings("wine", wine, "rating", rating ~ temp + contact + (1 | judge), ~ temp + contact, "judge")
