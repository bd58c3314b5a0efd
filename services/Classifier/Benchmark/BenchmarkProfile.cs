namespace Moderation.Classifier.Benchmark;

/// <summary>How much a benchmark may spend.</summary>
internal enum BenchmarkProfile
{
    /// <summary>The linear learner alone.</summary>
    Fast,

    /// <summary>
    /// The linear learner over exactly the features that the service scores with, in one pass and without a table of n-grams.
    /// </summary>
    Served,

    /// <summary>The linear learner and nets beside it.</summary>
    Best,
}
