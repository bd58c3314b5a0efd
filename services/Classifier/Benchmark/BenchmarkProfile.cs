namespace Moderation.Classifier.Benchmark;

/// <summary>How much a benchmark may spend.</summary>
internal enum BenchmarkProfile
{
    /// <summary>
    /// What the service scores with: a linear learner over its features, read in one pass without a table of n-grams.
    /// </summary>
    Fast,

    /// <summary>A linear learner over weighed n-grams, and nets beside it.</summary>
    Best,
}
