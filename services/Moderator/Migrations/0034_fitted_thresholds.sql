-- The model that a version's thresholds were fitted to when it was put in use: when that model is taken back, so are they.
ALTER TABLE policy_versions ADD COLUMN fitted_to text;
