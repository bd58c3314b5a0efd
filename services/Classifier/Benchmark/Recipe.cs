namespace Moderation.Classifier.Benchmark;

/// <summary>
/// The recipe of the research figures. Learners are trained on five folds; their scores of the texts left out choose how much
/// each kind counts and how the classes are decided. The linear learner is then trained again on all rows; the nets of the folds
/// answer together.
/// </summary>
internal sealed class Recipe(RecipeData learned, int classes, BenchmarkProfile profile)
{
    private const float L2 = 1;
    private const float LinearBalance = 0.7f;
    private const float NetBalance = 0.5f;
    private const int LeastTexts = 2;
    private const int NetEpochs = 10;
    private const int DecisionSeed = 7;

    private static readonly int[] AllRows = [-1];
    private static readonly float[] MixWeights = [0, 0.2f, 0.4f, 0.6f, 0.8f, 1, 1.25f, 1.5f, 2, 2.5f];

    private int NetsOfFold => profile == BenchmarkProfile.Best ? 4 : 0;

    /// <summary>How often <c>progress</c> is told.</summary>
    public int Steps => RecipeData.Folds + 1 + (RecipeData.Folds * NetsOfFold);

    /// <returns>The class decided for each text of <paramref name="unseen"/>, and for each training text by what had not seen
    /// it.</returns>
    public (int[] Unseen, int[] Held) Decide(RecipeData unseen, Action progress)
    {
        // The longest work first, so that no processor waits long for the other.
        List<Func<LearnerScores>> jobs =
        [
            .. Enumerable
                .Range(0, RecipeData.Folds * NetsOfFold)
                .Select(net => (Func<LearnerScores>)(() => TrainNet(net, unseen))),
            .. AllRows
                .Concat(Enumerable.Range(0, RecipeData.Folds))
                .Select(fold => (Func<LearnerScores>)(() => TrainLinear(fold, unseen))),
        ];
        var trained = new LearnerScores[jobs.Count];
        Parallel.For(0, jobs.Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, job =>
        {
            trained[job] = jobs[job]();
            progress();
        });
        var nets = RecipeData.Folds * NetsOfFold;
        var (held, scores) = LearnerScores.Mean(trained[nets..], learned.Count, unseen.Count, classes);
        if (nets > 0)
            (held, scores) = Mix((held, scores), LearnerScores.Mean(trained[..nets], learned.Count, unseen.Count, classes));
        var biases = DecisionBiases.Choose(held, learned.Classes, classes, DecisionSeed);
        return (Array.ConvertAll(scores, score => DecisionBiases.Decide(score, biases)), DecideHeld(held));
    }

    /// <summary>Each fold is decided by biases that the other folds chose.</summary>
    private int[] DecideHeld(float[][] scores)
    {
        var decided = new int[learned.Count];
        Parallel.For(0, RecipeData.Folds, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, fold =>
        {
            var others = learned.Outside(fold);
            var biases = DecisionBiases.Choose(
                Array.ConvertAll(others, row => scores[row]),
                Array.ConvertAll(others, row => learned.Classes[row]),
                classes,
                DecisionSeed
            );
            foreach (var row in learned.Inside(fold))
                decided[row] = DecisionBiases.Decide(scores[row], biases);
        });
        return decided;
    }

    /// <summary>
    /// Each kind has a weight of its own: the nets are surer of themselves than the linear learner, and one share between them
    /// would follow that.
    /// </summary>
    private (float[][] Held, float[][] Unseen) Mix(
        (float[][] Held, float[][] Unseen) linear,
        (float[][] Held, float[][] Unseen) nets
    )
    {
        var candidates = MixWeights.SelectMany(_ => MixWeights, (ofLinear, ofNets) => (ofLinear, ofNets)).ToArray();
        var losses = new double[candidates.Length];
        Parallel.For(
            0,
            candidates.Length,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            candidate =>
                losses[candidate] = Loss(
                    LearnerScores.Mix(linear.Held, candidates[candidate].ofLinear, nets.Held, candidates[candidate].ofNets)
                )
        );
        var (ofLinear, ofNets) = candidates[Array.IndexOf(losses, losses.Min())];
        return (
            LearnerScores.Mix(linear.Held, ofLinear, nets.Held, ofNets),
            LearnerScores.Mix(linear.Unseen, ofLinear, nets.Unseen, ofNets)
        );
    }

    /// <summary>Balanced logarithmic loss: smoother than the measure itself, and so not misled by single rows.</summary>
    private double Loss(float[][] scores)
    {
        var weights = ClassWeights(learned.Classes, LinearBalance);
        return scores.Select((score, row) => (double)-score[learned.Classes[row]] * weights[learned.Classes[row]]).Sum();
    }

    private LearnerScores TrainLinear(int fold, RecipeData unseen)
    {
        var (rows, held) = (learned.Outside(fold), learned.Inside(fold));
        var (columns, read) = ReadingFor(rows);
        var truths = Array.ConvertAll(rows, row => learned.Classes[row]);
        var model = OneAgainstRest.Train(
            Array.ConvertAll(rows, row => read(learned, row)),
            truths,
            ClassWeights(truths, LinearBalance),
            columns,
            L2
        );
        return new LearnerScores(
            held,
            Array.ConvertAll(held, row => model.LogProbabilities(read(learned, row))),
            fold >= 0 ? [] : [.. Enumerable.Range(0, unseen.Count).Select(row => model.LogProbabilities(read(unseen, row)))]
        );
    }

    /// <summary>What a linear learner of these training rows makes of a text.</summary>
    private (int Columns, Func<RecipeData, int, SparseText> Read) ReadingFor(int[] rows)
    {
        if (profile == BenchmarkProfile.Fast)
            return (RecipeData.ServedFeatures.Slots, (data, row) => data.Served[row]);
        var tfIdf = new TfIdf(Array.ConvertAll(rows, row => learned.Blocks[row]), LeastTexts);
        return (tfIdf.Columns, (data, row) => tfIdf.Read(data.Blocks[row], data.Numbers[row]));
    }

    private LearnerScores TrainNet(int seed, RecipeData unseen)
    {
        var fold = seed % RecipeData.Folds;
        var (rows, held) = (learned.Outside(fold), learned.Inside(fold));
        var truths = Array.ConvertAll(rows, row => learned.Classes[row]);
        var net = new ConvolutionalNet(classes, seed + 1);
        net.Train(Array.ConvertAll(rows, row => learned.NetTexts[row]), truths, ClassWeights(truths, NetBalance), NetEpochs);
        return new LearnerScores(
            held,
            Array.ConvertAll(held, row => net.LogProbabilities(learned.NetTexts[row])),
            Array.ConvertAll(unseen.NetTexts, net.LogProbabilities)
        );
    }

    /// <summary>(N / (k · n))^power: 1 would count all classes alike, 0 all rows.</summary>
    private float[] ClassWeights(int[] truths, float power)
    {
        var counts = new int[classes];
        foreach (var truth in truths)
            counts[truth]++;
        return Array.ConvertAll(counts, count => MathF.Pow(truths.Length / (float)(classes * Math.Max(1, count)), power));
    }
}
