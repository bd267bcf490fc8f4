# Fits one logistic mixed model with lme4 and prints what the engine is compared with.
#
#   Rscript glmer.R DATA RESPONSE FIXED RANDOM OFFSET MEMBERSHIP NAGQ
#
# DATA        CSV with a header
# RESPONSE    its column of 0 and 1
# FIXED       columns separated by commas, or -; text has treatment contrasts, levels in the order of their bytes
# RANDOM      columns separated by commas: a random intercept for each
# OFFSET      a column, or -
# MEMBERSHIP  CSV `grouping,factor,weight` (its header names both factors), or -: a row belongs to the levels of its grouping, by weight
# NAGQ        0 (joint mode), 1 (Laplace), or 0,1
#
# Prints, for each fit, `fit,NAGQ`, `logLik,value`, `fixed,name,estimate,se`, `sd,factor,value`, `mode,factor,level,mode,sd`, `seconds,value`. Standard errors
# come for NAGQ 0 from the inverse of the joint Hessian of fixed and random effects, for NAGQ 1 from the Hessian of the deviance, as summary() has them; SDs
# of modes from the joint Hessian for both.
suppressPackageStartupMessages({library(lme4); library(Matrix)})

arguments <- commandArgs(trailingOnly = TRUE)
listed <- function(text) if (text == "-") character() else strsplit(text, ",", fixed = TRUE)[[1]]
fixed <- listed(arguments[3])
random <- listed(arguments[4])
offset <- arguments[5]
wanted <- as.integer(listed(arguments[7]))
as_levels <- function(column) factor(as.character(column), levels = sort(unique(as.character(column)), method = "radix"))

data <- read.csv(arguments[1], colClasses = "character", check.names = FALSE)
for (name in setdiff(names(data), random)) {
  values <- suppressWarnings(as.numeric(data[[name]]))
  data[[name]] <- if (anyNA(values)) as_levels(data[[name]]) else values
}
for (name in random) data[[name]] <- as_levels(data[[name]])

groupings <- random
membership <- NULL
if (arguments[6] != "-") {
  membership <- read.csv(arguments[6], colClasses = c("character", "character", "numeric"))
  of <- names(membership)[1]
  extra <- names(membership)[2]
  membership[[extra]] <- as_levels(membership[[extra]])
  # a stand-in with the right levels: its block of Z is replaced below
  data[[extra]] <- factor(rep_len(levels(membership[[extra]]), nrow(data)), levels = levels(membership[[extra]]))
  random <- c(random, extra)
}

quoted <- function(names) paste0("`", names, "`")
terms <- c(if (length(fixed)) quoted(fixed) else "1", paste0("(1 | ", quoted(random), ")"),
           if (offset != "-") paste0("offset(", quoted(offset), ")"))
formula <- as.formula(paste0(quoted(arguments[2]), " ~ ", paste(terms, collapse = " + ")))
control <- glmerControl(tolPwrss = 1e-13, check.conv.grad = "ignore", check.conv.hess = "ignore", check.conv.singular = "ignore",
                        check.nlev.gtr.1 = "ignore", check.nobs.vs.nlev = "ignore", check.nobs.vs.nRE = "ignore")

started <- sum(proc.time()[1:2])
model <- glFormula(formula, data, family = binomial, control = control)
block <- function(name) {
  i <- match(name, names(model$reTrms$cnms))
  seq(model$reTrms$Gp[i] + 1, model$reTrms$Gp[i + 1])
}
if (!is.null(membership)) {
  grouping <- levels(data[[of]])
  known <- membership[membership[[1]] %in% grouping, ]
  weights <- sparseMatrix(i = as.integer(known[[extra]]), j = match(known[[1]], grouping), x = known[[3]],
                          dims = c(nlevels(membership[[extra]]), length(grouping)))
  rows <- weights %*% model$reTrms$Zt[block(of), ]
  Zt <- model$reTrms$Zt
  order <- order(c(setdiff(seq_len(nrow(Zt)), block(extra)), block(extra)))
  Zt <- rbind(Zt[setdiff(seq_len(nrow(Zt)), block(extra)), ], rows)[order, ]
  rownames(Zt) <- rownames(model$reTrms$Zt)
  model$reTrms$Zt <- as(Zt, "CsparseMatrix")
}

say <- function(...) cat(paste(..., sep = ","), sep = "\n")
number <- function(x) sprintf("%.12g", x)
report <- function(nAGQ, deviance, optimum) {
  deviance(optimum$par) # leaves the state of the last evaluation at the optimum
  fit <- mkMerMod(environment(deviance), optimum, model$reTrms, fr = model$fr)
  seconds <- sum(proc.time()[1:2]) - started
  # the joint Hessian in spherical effects b = theta u, which an SD of zero does not make singular
  X <- getME(fit, "X")
  Z <- getME(fit, "Z") %*% getME(fit, "Lambda")
  mu <- fitted(fit)
  penalty <- Diagonal(x = c(rep(1, ncol(Z)), rep(0, ncol(X))))
  variances <- diag(solve(as.matrix(crossprod(cbind(Z, X) * sqrt(mu * (1 - mu))) + penalty)))
  theta <- diag(as.matrix(getME(fit, "Lambda")))
  modes <- getME(fit, "b")[, 1]
  errors <- sqrt(variances[ncol(Z) + seq_len(ncol(X))])
  if (nAGQ == 1) {
    hessian <- lme4:::deriv12(deviance, optimum$par)$Hessian
    deviance(optimum$par)
    # a variance of zero has no curvature that matters
    free <- c(optimum$par[seq_along(random)] > 1e-6, rep(TRUE, ncol(X)))
    errors <- sqrt(tail(diag(2 * solve(hessian[free, free])), ncol(X)))
  }
  sd_of_modes <- theta * sqrt(variances[seq_len(ncol(Z))])
  say("fit", nAGQ)
  say("logLik", number(as.numeric(logLik(fit))))
  say("fixed", colnames(X), number(fixef(fit)), number(errors))
  for (name in random) {
    i <- block(name)
    say("sd", name, number(theta[i[1]]))
    say("mode", name, levels(data[[name]]), number(modes[i]), number(sd_of_modes[i]))
  }
  say("seconds", number(seconds))
}

bobyqa <- function(stage, deviance) optimizeGlmer(deviance, stage = stage, optimizer = "bobyqa",
                                                  control = list(rhoend = 1e-9, maxfun = 20000))
deviance <- do.call(mkGlmerDevfun, c(model, list(control = control)))
optimum <- bobyqa(1, deviance)
if (0 %in% wanted) report(0, deviance, optimum)
if (1 %in% wanted) {
  deviance <- updateGlmerDevfun(deviance, model$reTrms, nAGQ = 1)
  report(1, deviance, bobyqa(2, deviance))
}
