"""Files and printouts drawn from a Report: each takes the Report and nothing else."""
