namespace Moderation.Moderator.NamedQueues;

/// <summary>Routes as SQL sees them.</summary>
internal static class Routing
{
    /// <summary>
    /// The named queue that takes the comment <c>c</c>, or null: the first of which a route fits. The other parts of the comment
    /// are given as SQL, for they may be about to change; where one is null, only routes fit that do not ask for it.
    /// </summary>
    /// <param name="rule">That held it.</param>
    /// <param name="language">Of it.</param>
    /// <param name="status">Where it waits otherwise.</param>
    public static string QueueOf(string rule, string language, string status) =>
        $"""
            (SELECT q.id FROM named_queues q JOIN routes r ON r.named_queue_id = q.id
                WHERE (r.sections IS NULL OR c.section = ANY(r.sections)) AND (r.rules IS NULL OR {rule} = ANY(r.rules))
                    AND (r.languages IS NULL OR {language} = ANY(r.languages)) AND (r.queues IS NULL OR {status} = ANY(r.queues))
                ORDER BY q.place, q.id LIMIT 1)
            """;
}
