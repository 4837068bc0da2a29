"""Ready-made experiments, each with what to watch and a claim that is tested."""
