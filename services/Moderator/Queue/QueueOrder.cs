namespace Moderation.Moderator.Queue;

/// <summary>In what order a queue is worked. Decided comments always come latest first, reported ones by weight.</summary>
internal enum QueueOrder
{
    /// <summary>Who waits longest.</summary>
    Age,

    /// <summary>What is likeliest rejected first, or where no model knows that, the highest unwanted score.</summary>
    Risk,

    /// <summary>By age, where the riskiest overtake what came up to two hours before them.</summary>
    Mix,
}
