using System.Diagnostics;
using System.Globalization;

namespace Moderation.Intake.Archives;

/// <summary>Brings an archive in, some hundred comments a transaction, and holds no more of it than these.</summary>
/// <param name="store">Null when the archive is only looked through.</param>
/// <param name="rules">What becomes of a comment.</param>
/// <param name="rate">
/// How many leave for moderation a second at most: what readers send meanwhile does not wait behind an archive.
/// </param>
internal sealed class Import(ArchiveStore? store, ArchiveRules rules, int rate)
{
    private const int Batch = 500;

    private readonly Dictionary<Guid, ArchivedSubmission> _batch = new(Batch);
    private readonly long _startedAt = Stopwatch.GetTimestamp();
    private int _sent;

    public int Published { get; private set; }

    public int Rejected { get; private set; }

    public int Queued { get; private set; }

    public int Withdrawn { get; private set; }

    public int Known { get; private set; }

    public int LeftOut { get; private set; }

    public int Faults { get; private set; }

    /// <summary>What it came to, in a sentence.</summary>
    public string Summary =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Published} published, {Rejected} rejected, {Queued} to be judged, {Withdrawn} withdrawn, {Known} here already, "
                + $"{LeftOut} left out (deleted there, or no comments), {Faults} faulty."
        );

    /// <param name="entries">Of the archive, in its order.</param>
    /// <param name="tell">Takes the line and the reason of each that cannot be brought in.</param>
    /// <param name="goOn">Called after each transaction.</param>
    /// <param name="cancellationToken">Stops it between two transactions; started again it goes on.</param>
    public async Task RunAsync(
        IEnumerable<ArchiveEntry> entries,
        Action<long, string> tell,
        Action goOn,
        CancellationToken cancellationToken
    )
    {
        try
        {
            foreach (var entry in entries)
            {
                Take(entry, tell);
                if (_batch.Count == Batch)
                    await StoreAsync(goOn, cancellationToken);
            }
        }
        finally
        {
            // What stands before a fault that nothing can be read behind.
            await StoreAsync(goOn, cancellationToken);
        }
    }

    private void Take(ArchiveEntry entry, Action<long, string> tell)
    {
        switch (entry)
        {
            case ArchiveEntry.Found found:
                var (comment, error) = rules.Check(found.Comment);
                if (comment is null)
                    Refuse(error!);
                else if (!_batch.TryAdd(comment.Id, comment))
                    Known++;
                break;
            case ArchiveEntry.Broken broken:
                Refuse(broken.Reason);
                break;
            default:
                LeftOut++;
                break;
        }

        void Refuse(string reason)
        {
            Faults++;
            tell(entry.Line, reason);
        }
    }

    private async Task StoreAsync(Action goOn, CancellationToken cancellationToken)
    {
        if (_batch.Count == 0)
            return;
        var added = store is null
            ? _batch.Keys.ToHashSet()
            : await store.AddAsync([.. _batch.Values], DelayOf, cancellationToken);
        foreach (var comment in _batch.Values)
            Count(comment, added.Contains(comment.Id));
        _batch.Clear();
        goOn();
    }

    private TimeSpan DelayOf(int place)
    {
        var due = TimeSpan.FromSeconds((double)(_sent + place) / rate) - Stopwatch.GetElapsedTime(_startedAt);
        return due > TimeSpan.Zero ? due : TimeSpan.Zero;
    }

    private void Count(ArchivedSubmission comment, bool isNew)
    {
        if (!isNew)
            Known++;
        else if (comment.WithdrawnAt is not null)
            Withdrawn++;
        else
        {
            _sent++;
            switch (comment.Decided)
            {
                case null:
                    Queued++;
                    break;
                case { Approved: true }:
                    Published++;
                    break;
                default:
                    Rejected++;
                    break;
            }
        }
    }
}
