# Checks `engram hardness curves --json` with optim, from the raw log on.
#
#   Rscript additive-factors.R log.csv tags.csv curves.json
files <- commandArgs(trailingOnly = TRUE)
log <- read.csv(files[1])
tags <- read.csv(files[2])

# An opportunity: the first answer of a UTC day to a card
log <- log[order(log$time), ]
log <- log[!duplicated(cbind(log[c("learner", "card")], log$time %/% 86400000)), ]
student <- factor(log$learner)
concepts <- sort(unique(tags$tag))
Q <- sapply(concepts, function(k) 1 * (log$card %in% tags$card[tags$tag == k]))
before <- sapply(concepts, function(k) ave(Q[, k], student, FUN = function(q) cumsum(q) - q))
correct <- as.integer(log$rating > 1)

# Minus the log-likelihood with ridge 1 on students; slopes are not negative
students <- nlevels(student)
count <- length(concepts)
eta <- function(w) w[as.integer(student)] + Q %*% w[students + 1:count] + (Q * before) %*% w[students + count + 1:count]
loss <- function(w) sum(log1p(exp(eta(w))) - correct * eta(w)) + sum(w[1:students]^2) / 2
gradient <- function(w) {
  residual <- as.vector(1 / (1 + exp(-eta(w)))) - correct
  c(as.vector(rowsum(residual, student)) + w[1:students], crossprod(Q, residual), crossprod(Q * before, residual))
}
fit <- optim(rep(0, students + 2 * count), loss, gradient, method = "L-BFGS-B",
             lower = c(rep(-Inf, students + count), rep(0, count)), control = list(maxit = 5000, factr = 10))
w <- fit$par
ours <- data.frame(name = concepts, r_intercept = w[students + 1:count], r_slope = w[students + count + 1:count])

curves <- jsonlite::fromJSON(files[3])
both <- merge(curves$concepts[c("name", "intercept", "slope")], ours)
print(both, digits = 4, row.names = FALSE)
cat(sprintf("answers %d engram, %d here; log-likelihood %.4f engram, %.4f here\n", curves$answers, nrow(log), curves$logLik,
            sum(correct * eta(w) - log1p(exp(eta(w))))))
cat(sprintf("largest difference: %.1e in intercepts, %.1e in slopes\n", max(abs(both$intercept - both$r_intercept)),
            max(abs(both$slope - both$r_slope))))
