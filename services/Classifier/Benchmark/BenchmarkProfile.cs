namespace Moderation.Classifier.Benchmark;

/// <summary>How much a benchmark may spend.</summary>
internal enum BenchmarkProfile
{
    /// <summary>The linear learner alone, as the served model is one.</summary>
    Fast,

    /// <summary>The linear learner and nets beside it.</summary>
    Best,
}
