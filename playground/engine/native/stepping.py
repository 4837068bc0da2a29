"""The optimizers' steps over all weights at once, as Keras computes them. ``OPTIMIZERS`` numbers their kinds."""

import math

from playground.engine.native.jit import inlined
from playground.engine.native.mathematics import HALF, ONE, ZERO, f32

OPTIMIZERS = ("SGD", "RMSprop", "Adam", "AdamW", "Adagrad", "Adadelta", "Nadam")
SGD, RMSPROP, ADAM, ADAMW, ADAGRAD, ADADELTA, NADAM = range(len(OPTIMIZERS))

NUM_SLOTS = 3
"""So many numbers may an optimizer remember of each weight."""
NUM_OPTIONS = 8
MOMENTUM, NESTEROV, RHO, EPSILON, CENTERED, DECAY, REST_1, REST_2 = range(NUM_OPTIONS)
BETA_1, BETA_2, AMSGRAD = MOMENTUM, RHO, CENTERED
"""Where an option stands; no optimizer has both of two that share a place. The last two are 1 - beta 1, and 1 - rho or
1 - beta 2, taken before these were rounded to float32, as Keras takes them."""

NADAM_DECAY = f32(0.96)


@inlined
def step(optimizer, options, rate, counts, w, g, slots):
    """Move the weights w by their gradients g, but not the moving averages behind them.

    ``counts`` float32 ``(2,)``: steps done, and Nadam's running product.
    """
    counts[0] += ONE
    epsilon, rho, rest = options[EPSILON], options[RHO], options[REST_2]
    first, second, third = slots[0], slots[1], slots[2]
    if optimizer == SGD:
        _sgd(options[MOMENTUM], options[NESTEROV] > ZERO, rate, w, g, first)
    elif optimizer == RMSPROP:
        momentum, is_centered = options[MOMENTUM], options[CENTERED] > ZERO
        for i in range(g.size):
            first[i] = rho * first[i] + rest * (g[i] * g[i])
            spread = first[i]
            if is_centered:
                third[i] = rho * third[i] + rest * g[i]
                spread -= third[i] * third[i]
            move = rate * g[i] / math.sqrt(spread + epsilon)
            if momentum > ZERO:
                second[i] = momentum * second[i] + move
                move = second[i]
            w[i] -= move
    elif optimizer in (ADAM, ADAMW):
        _adam(options, rate, counts[0], w, g, slots)
    elif optimizer == ADAGRAD:
        for i in range(g.size):
            first[i] += g[i] * g[i]
            w[i] -= rate * g[i] / math.sqrt(first[i] + epsilon)
    elif optimizer == ADADELTA:
        for i in range(g.size):
            first[i] = rho * first[i] + rest * (g[i] * g[i])
            move = -(math.sqrt(second[i] + epsilon) * g[i] / math.sqrt(first[i] + epsilon))
            second[i] = rho * second[i] + rest * (move * move)
            w[i] += rate * move
    else:
        _nadam(options, rate, counts, w, g, slots)


@inlined
def _sgd(momentum, is_nesterov, rate, w, g, moved):
    if momentum == ZERO:
        for i in range(g.size):
            w[i] -= g[i] * rate
        return
    for i in range(g.size):
        moved[i] = moved[i] * momentum - g[i] * rate
        w[i] += moved[i] * momentum - g[i] * rate if is_nesterov else moved[i]


@inlined
def _adam(options, rate, now, w, g, slots):
    beta_1, beta_2, epsilon = options[BETA_1], options[BETA_2], options[EPSILON]
    mean, square, largest = slots[0], slots[1], slots[2]
    is_amsgrad = options[AMSGRAD] > ZERO
    shrunk = options[DECAY] * rate
    if shrunk > ZERO:
        for i in range(g.size):
            w[i] -= w[i] * shrunk
    alpha = rate * f32(math.sqrt(ONE - beta_2**now)) / (ONE - beta_1**now)
    for i in range(g.size):
        mean[i] += (g[i] - mean[i]) * options[REST_1]
        square[i] += (g[i] * g[i] - square[i]) * options[REST_2]
        size = square[i]
        if is_amsgrad:
            largest[i] = max(largest[i], size)
            size = largest[i]
        w[i] -= mean[i] * alpha / (math.sqrt(size) + epsilon)


@inlined
def _nadam(options, rate, counts, w, g, slots):
    beta_1, beta_2, epsilon = options[BETA_1], options[BETA_2], options[EPSILON]
    now = counts[0]
    here = beta_1 * (ONE - HALF * NADAM_DECAY**now)
    after = beta_1 * (ONE - HALF * NADAM_DECAY ** (now + ONE))
    counts[1] *= here
    product = counts[1]
    following = product * after
    mean, square = slots[0], slots[1]
    unbiased = ONE - beta_2**now
    for i in range(g.size):
        mean[i] += (g[i] - mean[i]) * (ONE - beta_1)
        square[i] += (g[i] * g[i] - square[i]) * (ONE - beta_2)
        ahead = after * mean[i] / (ONE - following) + (ONE - here) * g[i] / (ONE - product)
        w[i] -= ahead * rate / (math.sqrt(square[i] / unbiased) + epsilon)
