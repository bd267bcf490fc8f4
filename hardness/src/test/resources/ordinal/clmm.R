# Makes ratings.csv and clmm.json: R 4.2.2, ordinal 2022.11-16, run as `Rscript clmm.R` in this folder.
library(ordinal)
set.seed(11)
d <- expand.grid(learner = 0:39, card = 0:14)
d <- d[sample(nrow(d), 520), ]
d$late <- round(rnorm(nrow(d)), 3)
d$format <- sample(c("basic", "cloze", "typed"), nrow(d), TRUE)
a <- rnorm(40, 0, 0.8); u <- rnorm(15, 0, 0.6)
eta <- 0.5 * d$late + c(basic = 0, cloze = -0.4, typed = 0.7)[d$format] + a[d$learner + 1] + u[d$card + 1]
z <- rlogis(nrow(d))
d$rating <- 1 + (z > -1.2 + eta) + (z > -0.3 + eta) + (z > 1.8 + eta)
write.csv(d, "ratings.csv", row.names = FALSE, quote = FALSE)
d$y <- factor(d$rating, ordered = TRUE)
tight <- clmm.control(method = "nlminb", gradTol = 1e-8, innerCtrl = "noWarn", maxIter = 200)
tight$ctrl$rel.tol <- 1e-14
m <- clmm(y ~ late + format + (1 | learner) + (1 | card), data = d, control = tight)
s <- sapply(VarCorr(m), function(v) attr(v, "stddev"))
# clmm has logit P(Y <= k) = threshold - effects: the signs of coefficients and modes turn round here
number <- function(x) sprintf("%.12g", x)
named <- function(x) paste0("{", paste0("\"", names(x), "\": ", number(x), collapse = ", "), "}")
r <- ranef(m)
writeLines(c(
  "{",
  sprintf("  \"logLik\": %s,", number(as.numeric(logLik(m)))),
  sprintf("  \"thresholds\": [%s],", paste(number(m$Theta), collapse = ", ")),
  sprintf("  \"fixed\": %s,", named(-m$beta)),
  sprintf("  \"se\": %s,", named(sqrt(diag(vcov(m)))[seq_len(6)])),
  sprintf("  \"sd\": %s,", named(c(learner = unname(s["learner.(Intercept)"]), card = unname(s["card.(Intercept)"])))),
  sprintf("  \"card\": [%s],", paste(number(-r$card[as.character(0:14), 1]), collapse = ", ")),
  sprintf("  \"learner\": [%s]", paste(number(-r$learner[as.character(0:39), 1]), collapse = ", ")),
  "}"), "clmm.json")
