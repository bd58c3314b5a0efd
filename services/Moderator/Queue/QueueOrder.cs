namespace Moderation.Moderator.Queue;

/// <summary>In what order a queue is worked. Decided comments always come latest first, reported ones by weight.</summary>
internal enum QueueOrder
{
    /// <summary>Who waits longest.</summary>
    Age,

    /// <summary>The highest score first.</summary>
    Risk,

    /// <summary>By age, where the riskiest overtake what came up to two hours before them.</summary>
    Mix,
}
