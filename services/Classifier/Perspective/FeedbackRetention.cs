using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Classifier.Perspective;

/// <summary>
/// Deletes what was suggested longer ago than <see cref="PerspectiveOptions.KeepFeedback"/>, and the oldest of more than there
/// may be.
/// </summary>
internal sealed class FeedbackRetention(PerspectiveOptions options, NpgsqlDataSource database)
    : RetentionJob(
        new("feedback", "Perspective:KeepFeedback", options.KeepFeedback, TimeSpan.FromMinutes(10)),
        database
    )
{
    private const string Ended = """
        received_at < statement_timestamp() - @Kept
            OR id IN (SELECT id FROM feedback ORDER BY received_at DESC OFFSET @MostFeedback)
        """;

    protected override object Others => new { PerspectiveOptions.MostFeedback };

    protected override string Removal => $"DELETE FROM feedback WHERE {Ended}";

    protected override string Remainder =>
        $"SELECT min(received_at) AS oldest, count(*) FILTER (WHERE {Ended}) AS waiting FROM feedback";
}
