"""Writes distributions.json: distributions, losses and layers as PyTorch computes them.

Run from this folder: python generate_distributions.py
"""

import sys
import torch
import torch.nn.functional as F
from torch.distributions import (
    Bernoulli, Beta, Categorical, Independent, MixtureSameFamily, MultivariateNormal, Normal, TanhTransform,
    TransformedDistribution, kl_divergence)

sys.path.append("../../GoldenOperations")
from cases import apart, case, write

torch.manual_seed(4)
picks = torch.tensor([2, 0, 1, 2, 2])


def gaussian(mean, log_deviation):
    return Independent(Normal(mean, log_deviation.exp()), 1)


def squashed(mean, log_deviation):
    return TransformedDistribution(Normal(mean, log_deviation.exp()), [TanhTransform()])


def unsquashed(mean, log_deviation, u):
    slope = TanhTransform().log_abs_det_jacobian(u, torch.tanh(u))
    return (Normal(mean, log_deviation.exp()).log_prob(u) - slope).sum(-1)


case("categorical logProbability", lambda x, i: Categorical(logits=x).log_prob(i), apart(5, 3), indices=picks)
case("categorical probabilities", lambda x: Categorical(logits=x).probs, apart(2, 5, 3))
case("categorical entropy", lambda x: Categorical(logits=x).entropy(), apart(2, 5, 3))
case("categorical divergence", lambda x, y: kl_divergence(Categorical(logits=x), Categorical(logits=y)),
     apart(5, 3), apart(5, 3))
case("categorical mode", lambda x: F.one_hot(Categorical(logits=x).mode, 3).float(), apart(5, 3))

case("gaussian logProbability", lambda m, s, v: gaussian(m, s).log_prob(v), apart(4, 3), apart(4, 3, high=1), apart(4, 3))
case("gaussian logProbability, shared deviation", lambda m, s, v: gaussian(m, s.expand(4, 3)).log_prob(v),
     apart(4, 3), apart(3, high=1), apart(4, 3))
case("gaussian entropy", lambda m, s: gaussian(m, s).entropy(), apart(4, 3), apart(4, 3))
case("gaussian divergence", lambda a, b, c, d: kl_divergence(gaussian(a, b), gaussian(c, d)),
     apart(4, 3), apart(4, 3, high=1), apart(4, 3), apart(4, 3, high=1))
case("gaussian sample", lambda m, s, n: m + s.exp() * n, apart(4, 3), apart(4, 3), apart(4, 3))

case("squashed logProbability of unsquashed", unsquashed, apart(4, 3), apart(4, 3, high=1), apart(4, 3, high=4))
case("squashed logProbability of unsquashed far, not smooth", unsquashed, torch.zeros(4, 1), torch.zeros(4, 1),
     torch.tensor([[-30.0], [-12.0], [15.0], [40.0]]))
case("squashed logProbability", lambda m, s, v: squashed(m, s).log_prob(v).sum(-1), apart(4, 3), apart(4, 3, high=1),
     apart(4, 3, low=0.1, high=0.8))
case("squashed sample", lambda m, s, n: torch.tanh(m + s.exp() * n), apart(4, 3), apart(4, 3, high=1), apart(4, 3))
case("squashed logProbability of sample", lambda m, s, n: unsquashed(m, s, m + s.exp() * n), apart(4, 3),
     apart(4, 3, high=1), apart(4, 3))

bits = torch.tensor([0.0, 1.0, 1.0, 0.0, 1.0])
case("bernoulli logProbability", lambda x: Bernoulli(logits=x).log_prob(bits), apart(5, high=4))
case("bernoulli entropy", lambda x: Bernoulli(logits=x).entropy(), apart(2, 5, high=4))
case("bernoulli divergence", lambda x, y: kl_divergence(Bernoulli(logits=x), Bernoulli(logits=y)), apart(7), apart(7))

case("crossEntropy at", lambda x, i: F.cross_entropy(x, i, reduction="none"), apart(5, 3), indices=picks)
case("crossEntropy to", lambda x, y: F.cross_entropy(x, y.softmax(-1), reduction="none"), apart(5, 3), apart(5, 3))
case("divergence to logits", lambda x, y: F.kl_div(y.log_softmax(-1), x.log_softmax(-1), reduction="none",
                                                   log_target=True).sum(-1), apart(5, 3), apart(5, 3))


def quantile_huber(theta, y, kappa):
    """Dabney et al., 2018, one pair of a quantile and a sample at a time."""
    count = theta.shape[1]
    rows = []
    for row in range(theta.shape[0]):
        total = 0
        for i in range(count):
            u = y[row] - theta[row, i]
            huber = torch.where(u.abs() <= kappa, 0.5 * u * u, kappa * (u.abs() - 0.5 * kappa))
            total = total + (((i + 0.5) / count - (u < 0).float()).abs() * huber / kappa).mean()
        rows.append(total)
    return torch.stack(rows)


case("quantileHuber, not smooth", lambda x, y: quantile_huber(x, y, 1.0), apart(3, 5), apart(3, 4))
case("quantileHuber narrow, not smooth", lambda x, y: quantile_huber(x, y, 0.25), apart(3, 5), apart(3, 4))


def project(p, returns, low, high, count):
    """Algorithm 1 of Bellemare et al., 2017; what falls on an atom stays whole."""
    spacing = (high - low) / (count - 1)
    rows = []
    for row in range(p.shape[0]):
        mass = [torch.zeros(())] * count
        for j in range(p.shape[1]):
            b = float(((returns[row, j].clamp(low, high) - low) / spacing).detach())
            lower, upper = int(b // 1), int(-(-b // 1))
            if lower == upper:
                mass[lower] = mass[lower] + p[row, j]
            else:
                mass[lower] = mass[lower] + p[row, j] * (upper - b)
                mass[upper] = mass[upper] + p[row, j] * (b - lower)
        rows.append(torch.stack(mass))
    return torch.stack(rows)


atoms = torch.linspace(-2, 2, 5)
rewards = torch.tensor([[0.0], [0.3], [-1.7], [5.0], [-9.0], [1.0]])
discounts = torch.tensor([[1.0], [0.9], [0.5], [0.9], [0.9], [0.0]])
case("projection, not smooth", lambda x: project(x.softmax(-1), rewards + discounts * atoms, -2.0, 2.0, 5), apart(6, 5))

case("layerNorm", lambda x, g, b: F.layer_norm(x, (7,), g, b), apart(3, 7), apart(7), apart(7))
case("embedding", lambda w, i: F.embedding(i, w), apart(3, 4), indices=picks)
case("embedding of rank three", lambda w, i: F.embedding(i, w), apart(3, 4), indices=torch.tensor([[2, 0], [2, 2]]))
case("dueling", lambda v, a: v + a - a.mean(-1, keepdim=True), apart(5, 1), apart(5, 3))


def noise(x):
    return x.sign() * x.abs().sqrt()


case("noisy factorised", lambda x, w, s, b, t, e, f: x @ (w + s * noise(e)[:, None] * noise(f)) + b + t * noise(f),
     apart(2, 3), apart(3, 4), apart(3, 4), apart(4), apart(4), apart(3), apart(4))
case("noisy independent", lambda x, w, s, b, t, e, f: x @ (w + s * e) + b + t * f,
     apart(2, 3), apart(3, 4), apart(3, 4), apart(4), apart(4), apart(3, 4), apart(4))



def exact(function):
    """Computed in double precision, where PyTorch's single precision is worse than ours."""
    return lambda *inputs: function(*[x.double() for x in inputs]).float()


def factor(raw):
    deviations = F.softplus(raw.diagonal(dim1=-2, dim2=-1)) + 1e-4
    return raw.tril(-1) + torch.diag_embed(deviations)


def multivariate(mean, raw):
    return MultivariateNormal(mean, scale_tril=factor(raw), validate_args=False)


def beta(a, b):
    return Independent(Beta(a, b), 1)


def mixture(logits, components):
    return MixtureSameFamily(Categorical(logits=logits), components)


def shapes(*shape):
    return torch.rand(shape) * 3 + 0.7


def raws(*shape):
    return 0.3 * torch.randn(shape) + torch.eye(shape[-1])


def inside(*shape):
    return torch.rand(shape) * 0.8 + 0.1


case("gaussian mode", lambda m, s: gaussian(m, s).mode * 1, apart(4, 3), apart(4, 3))
case("squashed divergence", lambda a, b, c, d: kl_divergence(gaussian(a, b), gaussian(c, d)),
     apart(4, 3), apart(4, 3, high=1), apart(4, 3), apart(4, 3, high=1))
case("bernoulli mode", lambda x: Bernoulli(logits=x).mode, apart(2, 5))
case("bernoulli probabilities", lambda x: Bernoulli(logits=x).mean * 1, apart(2, 5))

case("multivariate logProbability", exact(lambda m, r, v: multivariate(m, r).log_prob(v)),
     apart(4, 3), raws(4, 3, 3), apart(4, 3))
case("multivariate logProbability, shared factor", exact(lambda m, r, v: multivariate(m, r.expand(4, 3, 3)).log_prob(v)),
     apart(4, 3), raws(3, 3), apart(4, 3))
case("multivariate entropy", exact(lambda m, r: multivariate(m, r).entropy()), apart(2, 2, 3), raws(2, 2, 3, 3))
case("multivariate divergence", exact(lambda a, b, c, d: kl_divergence(multivariate(a, b), multivariate(c, d))),
     apart(4, 3), raws(4, 3, 3), apart(4, 3), raws(4, 3, 3))
case("multivariate sample", exact(lambda m, r, n: m + (factor(r) @ n[..., None])[..., 0]),
     apart(4, 3), raws(4, 3, 3), apart(4, 3))
case("multivariate covariance", exact(lambda m, r: multivariate(m, r).covariance_matrix), apart(4, 3), raws(4, 3, 3))

case("beta logProbability", exact(lambda a, b, v: beta(a, b).log_prob(v)), shapes(4, 3), shapes(4, 3), inside(4, 3))
case("beta entropy", exact(lambda a, b: beta(a, b).entropy()), shapes(2, 2, 3), shapes(2, 2, 3))
case("beta divergence", exact(lambda a, b, c, d: kl_divergence(beta(a, b), beta(c, d))),
     shapes(4, 3), shapes(4, 3), shapes(4, 3), shapes(4, 3))
case("beta mean", exact(lambda a, b: beta(a, b).mean), shapes(4, 3), shapes(4, 3))
case("beta mode", exact(lambda a, b: beta(a, b).mode), shapes(4, 3) + 1, shapes(4, 3) + 1)

case("mixture of gaussians logProbability", exact(lambda w, m, s, v: mixture(w, gaussian(m, s)).log_prob(v)),
     apart(4, 2), apart(4, 2, 3), apart(4, 2, 3, high=1), apart(4, 3))
case("mixture of gaussians mean", exact(lambda w, m, s: mixture(w, gaussian(m, s)).mean),
     apart(4, 2), apart(4, 2, 3), apart(4, 2, 3, high=1))
case("mixture of multivariates logProbability", exact(lambda w, m, r, v: mixture(w, multivariate(m, r)).log_prob(v)),
     apart(4, 2), apart(4, 2, 3), raws(4, 2, 3, 3), apart(4, 3))
case("mixture of betas logProbability", exact(lambda w, a, b, v: mixture(w, beta(a, b)).log_prob(v)),
     apart(4, 2), shapes(4, 2, 3), shapes(4, 2, 3), inside(4, 3))
case("mixture of betas mean", exact(lambda w, a, b: mixture(w, beta(a, b)).mean), apart(4, 2), shapes(4, 2, 3), shapes(4, 2, 3))

write("distributions.json")
