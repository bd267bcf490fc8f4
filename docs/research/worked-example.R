# Checks a ranking of `engram hardness rank --json` with lme4, from the raw log on, and draws two figures.
#
#   Rscript worked-example.R log.csv tags.csv rank.json FOLDER
#
# log.csv   learner,card,time,rating,planned_days: time in milliseconds since 1970
# tags.csv  card,tag,weight
# FOLDER    gets calibration.png and caterpillar.png
suppressPackageStartupMessages({library(lme4); library(Matrix)})
files <- commandArgs(trailingOnly = TRUE)

# 1. The history of each learner and card
log <- read.csv(files[1])
log <- log[order(log$learner, log$card, log$time), ]
pair <- interaction(log$learner, log$card, drop = TRUE)
log$index <- ave(log$time, pair, FUN = seq_along) - 1
log$elapsed <- ave(log$time, pair, FUN = function(t) c(NA, diff(t))) / 86400000
review <- log$index > 0 & log$elapsed >= 0.5
before <- function(x) ave(as.numeric(x), pair, FUN = function(v) cumsum(v) - v)
log$successes <- before(review & log$rating > 1)
log$lapses <- before(review & log$rating == 1)

# 2. The rows of the model: reviews of learners who have at least 20
rows <- log[review, ]
rows <- rows[ave(rows$index, rows$learner, FUN = length) >= 20, ]
rows$y <- as.integer(rows$rating == 1)
rows$s <- factor(pmin(rows$successes, 8))
rows$l <- factor(pmin(rows$lapses, 4))
for (name in c("learner", "card")) rows[[name]] <- factor(rows[[name]])

# 3. The model: (1 | learner) + (1 | card) + tags by weight. lme4 has no multiple membership, so the rows of a stand-in are replaced
tags <- read.csv(files[2])
tags <- tags[tags$card %in% levels(rows$card), ]
tags$tag <- factor(tags$tag)
W <- sparseMatrix(i = as.integer(tags$tag), j = match(tags$card, levels(rows$card)), x = tags$weight)
rows$tag <- factor(rep_len(levels(tags$tag), nrow(rows)), levels = levels(tags$tag))
fit <- function(formula) {
  control <- glmerControl(tolPwrss = 1e-13, check.conv.grad = "ignore", check.conv.hess = "ignore")
  model <- glFormula(formula, rows, family = binomial, control = control)
  block <- function(name) {
    i <- match(name, names(model$reTrms$cnms))
    seq(model$reTrms$Gp[i] + 1, model$reTrms$Gp[i + 1])
  }
  Zt <- model$reTrms$Zt
  Zt[block("tag"), ] <- W %*% Zt[block("card"), ]
  model$reTrms$Zt <- Zt
  deviance <- do.call(mkGlmerDevfun, c(model, list(control = control)))
  optimum <- optimizeGlmer(deviance, optimizer = "bobyqa", control = list(rhoend = 1e-9))
  deviance(optimum$par)
  list(fit = mkMerMod(environment(deviance), optimum, model$reTrms, fr = model$fr), tag = block("tag"))
}

# 4. gamma: the slope on lateness
late <- fit(y ~ s + l + log(elapsed / planned_days) + log(planned_days) + (1 | learner) + (1 | card) + (1 | tag))
gamma <- fixef(late$fit)[["log(elapsed/planned_days)"]]

# 5. The primary analysis, and the standard deviations of the centred tag effects from the joint Hessian
rows$offset <- gamma * log(rows$elapsed)
main <- fit(y ~ s + l + offset(offset) + (1 | learner) + (1 | card) + (1 | tag))
L <- getME(main$fit, "Lambda")
A <- cbind(getME(main$fit, "Z") %*% L, getME(main$fit, "X"))
mu <- fitted(main$fit)
H <- as.matrix(crossprod(A * sqrt(mu * (1 - mu)))) + diag(c(rep(1, nrow(L)), rep(0, ncol(A) - nrow(L))))
V <- solve(H)[main$tag, main$tag] * outer(diag(L)[main$tag], diag(L)[main$tag])
C <- diag(nlevels(tags$tag)) - 1 / nlevels(tags$tag)
effect <- setNames(getME(main$fit, "b")[main$tag, 1], levels(tags$tag))
ours <- data.frame(tag = levels(tags$tag), lme4 = effect - mean(effect), lme4_sd = sqrt(diag(C %*% V %*% C)))

# 6. Beside the engine
rank <- jsonlite::fromJSON(files[3])
engine <- data.frame(tag = rank$tags$tag, engram = rank$tags$effect, engram_sd = rank$tags$sd)
both <- merge(ours, engine)
both <- both[order(-both$engram), c("tag", "engram", "lme4", "engram_sd", "lme4_sd")]
cat(sprintf("rows        %d engram, %d here\n", rank$rows$kept, nrow(rows)))
cat(sprintf("gamma       %.4f engram, %.4f lme4\n", rank$gamma$value, gamma))
cat(sprintf("sd of tags  %.4f engram, %.4f lme4\n", rank$fit$spreads$sd[rank$fit$spreads$factor == "tag"],
            as.numeric(attr(VarCorr(main$fit)$tag, "stddev"))))
print(format(both, digits = 3, nsmall = 4), row.names = FALSE)
cat(sprintf("largest difference: %.1e in effects, %.1e in their standard deviations\n",
            max(abs(both$engram - both$lme4)), max(abs(both$engram_sd - both$lme4_sd))))

# 7. Calibration: predicted against observed lapses, by tenths of the prediction and by delay
calibration <- function(by) aggregate(cbind(predicted = mu, observed = rows$y, reviews = 1), list(group = by), sum)
tenths <- calibration(cut(mu, quantile(mu, 0:10 / 10), include.lowest = TRUE, labels = 1:10))
delays <- calibration(cut(rows$elapsed, c(0, 2, 4, 8, 16, 32, Inf), right = FALSE))
for (table in list(tenths, delays)) {
  table[c("predicted", "observed")] <- round(table[c("predicted", "observed")] / table$reviews, 3)
  print(table, row.names = FALSE)
}

# The engine's tables of calibration, and the other figures of how well the model fits: formulas in docs/research/hardness.md
groups <- rank$diagnostics$calibration
same <- function(by, group) {
  theirs <- groups[groups$by == by, ]
  p <- tapply(mu, group, mean)[theirs$group]
  y <- tapply(rows$y, group, mean)[theirs$group]
  n <- as.vector(table(group)[theirs$group])
  wilson <- t(mapply(function(y, n) prop.test(y * n, n, correct = FALSE)$conf.int, y, n))
  cat(sprintf("%-10s largest difference %.1e in predicted, %.1e in observed and its Wilson interval\n", by,
              max(abs(p - theirs$predicted)), max(abs(cbind(y, wilson) - theirs[c("observed", "low", "high")]))))
}
days <- cut(rows$elapsed, c(0, 2, 4, 8, 16, 32, Inf), right = FALSE, labels = c("<2", "2-4", "4-8", "8-16", "16-32", ">=32"))
same("delay", days)
capped <- function(letter, count, cap) paste0(letter, pmin(count, cap), ifelse(count >= cap, "+", ""))
same("history", paste(capped("s", rows$successes, 3), capped("l", rows$lapses, 2)))
weights <- with(tags, tapply(weight, list(card, tag), sum, default = 0))
sds <- sapply(VarCorr(main$fit), function(v) attr(v, "stddev")[[1]])
ofTags <- sds[["tag"]]^2 * (mean(rowSums(weights^2)) - sum(colMeans(weights)^2))
ofCards <- sds[["card"]]^2 * (1 - 1 / nrow(weights))
uncertain <- mean(diag(C %*% V %*% C))
reliability <- 1 - uncertain / (mean((effect - mean(effect))^2) + uncertain)
cat(sprintf("share of tags in card difficulty %.4f engram, %.4f here\n", rank$diagnostics$cardVariance$share, ofTags / (ofTags + ofCards)))
cat(sprintf("reliability of the tag effects   %.4f engram, %.4f here\n", rank$diagnostics$reliability$value, reliability))
z2 <- (rows$y - mu)^2
fits <- t(sapply(rank$diagnostics$tagFit$tag, function(tag) {
  on <- weights[as.character(rows$card), tag] > 0
  c(mean(z2[on] / (mu * (1 - mu))[on]), sum(z2[on]) / sum((mu * (1 - mu))[on]))
}))
cat(sprintf("outfit and infit of tags: largest difference %.1e\n", max(abs(fits - rank$diagnostics$tagFit[c("outfit", "infit")]))))
png(file.path(files[4], "calibration.png"), 900, 900, res = 150)
share <- tenths[c("predicted", "observed")] / tenths$reviews
plot(share, xlim = c(0, max(share)), ylim = c(0, max(share)), pch = 19, xlab = "predicted lapses", ylab = "observed lapses",
     main = "Calibration, tenths of the prediction")
abline(0, 1, lty = 2)
invisible(dev.off())

# 8. Caterpillar plot of the tag effects, 95 % intervals
png(file.path(files[4], "caterpillar.png"), 1200, 900, res = 150)
both <- both[rev(seq_len(nrow(both))), ]
at <- seq_len(nrow(both))
reach <- 1.96 * both$engram_sd
plot(both$engram, at, xlim = range(both$engram - reach, both$engram + reach), pch = 19, yaxt = "n", ylab = "",
     xlab = "effect in logits, larger = harder", main = "Tags, 95 % intervals; crosses: lme4")
segments(both$engram - reach, at, both$engram + reach, at)
points(both$lme4, at, pch = 4, col = "red", cex = 1.5)
axis(2, at, both$tag, las = 1)
abline(v = 0, lty = 2)
invisible(dev.off())
