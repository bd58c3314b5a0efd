using Npgsql;

namespace Moderation.Moderator.Comments;

/// <summary>
/// Looks through all comments once after each start, the newest first, and makes those searchable that a version before this one
/// recorded.
/// </summary>
internal sealed class SearchFilling(SearchableTexts texts, TimeProvider time, ILogger<SearchFilling> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        for (Guid? before = Guid.AllBitsSet; before is not null;)
        {
            try
            {
                before = await texts.FillAsync(before.Value, stoppingToken);
            }
            catch (NpgsqlException exception)
            {
                log.LogWarning("Comments could not be made searchable ({Reason}); trying again", exception.Message);
                await timer.WaitForNextTickAsync(stoppingToken);
            }
        }
    }
}
