"""The words of the Activations page: the curves, and what enters and leaves the activations of a network."""

from playground.spec.errors import N_

WORDS: tuple[str, ...] = (
    # curves
    N_("value f(z)"),
    N_("slope f′(z)"),
    N_("saturated: slope below 5 % of its largest"),
    N_("dead: slope exactly 0"),
    N_("Drag in a picture, or use the arrow keys."),
    N_("Input z of {names}"),
    N_("Value and slope at the chosen input"),
    N_("Activation"),
    N_("Zone"),
    N_("Laid over each other"),
    N_("dead"),
    N_("saturated"),
    N_("{name}: value {value}, slope {slope}"),
    # the learner's network
    N_("the slope lets the gradient through"),
    N_("dead: slope or output exactly 0"),
    N_("What enters and leaves each activation, over {count} validation samples."),
    N_("No hidden layer of this network has an activation, so there is nothing to see here. Add a Dense layer on the "
       "Playground page."),
    N_("This network has no hidden layer: its inputs go straight to the output. Add a Dense layer on the Playground "
       "page."),
    N_("{layer}: what enters the activation"),
    N_("{layer}: what leaves the activation"),
    N_("enters: z"),
    N_("leaves: a = f(z)"),
    N_("This layer applies its activation inside, at every step. Only what leaves it can be shown."),
    N_("filter by filter"),
    N_("neuron by neuron"),
    N_("{count} filters"),
    N_("{count} neurons"),
    N_("Dead: {count} of {units} filters ({share})"),
    N_("Dead: {count} of {units} neurons ({share})"),
    N_("Saturated: {count} of {units} filters ({share})"),
    N_("Saturated: {count} of {units} neurons ({share})"),
    N_("Saturated: none, {activation} has no such zone"),
    N_("{share} of the values are no numbers any more"),
    N_("{share} of the outputs are exactly 0"),
    N_("{share} of the inputs lie in a saturation zone"),
    N_("at {share} of the inputs the slope is 0"),
    N_("{counted} of {all} places counted"),
    N_("the strip shows the first {count}"),
    N_("filter {number}: slope or output 0 for {dead}, saturated for {saturated} of the values"),
    N_("neuron {number}: slope or output 0 for {dead}, saturated for {saturated} of the values"),
)  # fmt: skip
