using System.Collections.Concurrent;
using Dapper;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Publisher.Publications;

/// <summary>
/// Which articles had something change under them, as all copies of the service hear it from the database, whoever wrote it.
/// While nothing can be heard no version is known.
/// </summary>
public sealed class ArticleVersions(Listeners listeners, TimeProvider time) : BackgroundService
{
    /// <summary>As the triggers on <c>publications</c> know it.</summary>
    private const string Channel = "articles";

    /// <summary>In seconds: after so much silence the connection is asked, and may take as long to answer.</summary>
    private const int Silence = 5;

    private readonly ConcurrentDictionary<string, long> _changes = new(StringComparer.Ordinal);

    /// <summary>Of the time since it has been listened; 0 while it is not.</summary>
    private long _epoch;
    private long _epochs;

    /// <returns>Equal while nothing under the article has changed; null while that is not known.</returns>
    public (long Epoch, long Changes)? Of(string articleId)
    {
        var epoch = Volatile.Read(ref _epoch);
        return epoch == 0 ? null : (epoch, _changes.GetValueOrDefault(articleId));
    }

    /// <summary>Of what this copy itself wrote, so that whoever wrote it does not read what was before.</summary>
    public void Advance(string articleId) => _changes.AddOrUpdate(articleId, 1, (_, changes) => changes + 1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
            {
                // Every page is read anew meanwhile, and says what is wrong.
                Volatile.Write(ref _epoch, 0);
                await Task.Delay(TimeSpan.FromSeconds(1), time, stoppingToken);
            }
        }
    }

    private async Task ListenAsync(CancellationToken stoppingToken)
    {
        await using var connection = await listeners.ListenAsync(Channel, stoppingToken);
        connection.Notification += (_, notification) => Advance(notification.Payload);
        _changes.Clear();
        Volatile.Write(ref _epoch, ++_epochs);
        while (true)
        {
            if (!await connection.WaitAsync(TimeSpan.FromSeconds(Silence), stoppingToken))
                await connection.ExecuteAsync("SELECT 1", commandTimeout: Silence);
        }
    }
}
