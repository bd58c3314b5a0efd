using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Moderator.Readers;

/// <summary>Forgets reports that were answered longer ago than <see cref="ReportOptions.KeepReaders"/>.</summary>
internal sealed class ReportRetention(ReportOptions options, NpgsqlDataSource database)
    : RetentionJob(new("reports", "Reports:KeepReaders", options.KeepReaders, options.DeleteEvery), database)
{
    protected override string Removal => "DELETE FROM reports WHERE answered_at < statement_timestamp() - @Kept";

    protected override string Remainder =>
        """
        SELECT min(answered_at) AS oldest, count(*) FILTER (WHERE answered_at < statement_timestamp() - @Kept) AS waiting
        FROM reports
        """;
}
