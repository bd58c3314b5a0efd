namespace Moderation.ServiceDefaults;

/// <summary>
/// Which replies readers see, on every way out: those whose answered comment they see under the same article. An answer quotes
/// its question, and what was retracted must not live on in its answers; it comes back with its parent.
/// </summary>
public static class VisibleReplies
{
    /// <summary>
    /// The step of a recursive query <c>visible</c>, which begins with comments that answer none, each as its own
    /// <c>thread_id</c> before all columns of its table.
    /// </summary>
    /// <param name="table">With <c>parent_id</c>, <c>article_id</c> and <c>status</c>.</param>
    /// <param name="id">The name of its key.</param>
    /// <param name="status">Of a comment that may be seen.</param>
    public static string Of(string table, string id, string status) =>
        $"""
            SELECT v.thread_id, r.* FROM visible v JOIN {table} r
                ON r.parent_id = v.{id} AND r.article_id = v.article_id AND r.status = '{status}'
            """;

    /// <summary>
    /// The same rule seen from a reply: the step of a recursive query <c>above</c> with the columns <c>id, parent_id,
    /// article_id</c>, which begins with the comments in question. Those that reach a row without a parent are seen.
    /// </summary>
    /// <inheritdoc cref="Of"/>
    public static string Above(string table, string id, string status) =>
        $"""
            SELECT a.id, p.parent_id, p.article_id FROM above a JOIN {table} p
                ON p.{id} = a.parent_id AND p.article_id = a.article_id AND p.status = '{status}'
            """;

    /// <summary>
    /// The step of a recursive query <c>above</c> with the columns <c>id, parent_id, article_id</c>, which begins with comments
    /// that may be seen, up to the threads that they are seen in: those without a parent.
    /// </summary>
    /// <inheritdoc cref="Of"/>
    public static string Threads(string table, string id, string status) =>
        $"""
            SELECT p.{id}, p.parent_id, p.article_id FROM above a JOIN {table} p
                ON p.{id} = a.parent_id AND p.article_id = a.article_id AND p.status = '{status}'
            """;
}
