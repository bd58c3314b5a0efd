using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Intake.Reports;

/// <summary>Forgets who reported what longer ago than <see cref="ReportOptions.KeepReaders"/>.</summary>
internal sealed class ReportRetention(ReportOptions options, NpgsqlDataSource database)
    : RetentionJob(new("reports", "Reports:KeepReaders", options.KeepReaders, options.DeleteEvery), database)
{
    protected override string Removal => "DELETE FROM reports WHERE reported_at < statement_timestamp() - @Kept";

    protected override string Remainder =>
        """
        SELECT min(reported_at) AS oldest, count(*) FILTER (WHERE reported_at < statement_timestamp() - @Kept) AS waiting
        FROM reports
        """;
}
