using System.Runtime.CompilerServices;
using Moderation.Contracts;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Flow;

/// <summary>RabbitMQ's nodes: whether all run, see one another, and have room. Only they themselves know.</summary>
internal sealed class NodesExamination(BrokerClient client) : IExamination
{
    public string Part => "nodes";

    public async IAsyncEnumerable<Diagnosis> ExamineAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!client.IsConfigured)
        {
            yield return Diagnosis.Good(
                Part,
                "chưa đặt Flow:RabbitMq: không biết các nút RabbitMQ ra sao",
                "Flow:RabbitMq is not set: nothing is known of RabbitMQ's nodes"
            );
            yield break;
        }
        var (_, (nodes, silence)) = await client.AskAsync(cancellationToken);
        if (nodes is null)
        {
            yield return new Diagnosis(
                Part,
                Verdict.Doubtful,
                new Words(
                    $"phần quản trị của RabbitMQ không trả lời ({silence})",
                    $"RabbitMQ's management does not answer ({silence})"
                ),
                new Words(
                    "xem plugin rabbitmq_management có bật không, và Flow:RabbitMq có đúng không",
                    "see whether the plugin rabbitmq_management is enabled, and whether Flow:RabbitMq is right"
                )
            );
            yield break;
        }
        var ill = nodes.SelectMany(OfNode).Concat(NodeReading.Apart(nodes).Select(OfApart)).ToList();
        if (ill.Count == 0)
            yield return Diagnosis.Good(
                Part,
                $"{nodes.Length} nút đang chạy, thấy nhau và còn chỗ",
                $"{nodes.Length} run, see one another, and have room"
            );
        foreach (var diagnosis in ill)
            yield return diagnosis;
    }

    private IEnumerable<Diagnosis> OfNode(NodeReading node)
    {
        if (!node.IsRunning)
            yield return new Diagnosis(
                Part,
                Verdict.Doubtful,
                new Words($"nút {node.Name} không chạy", $"the node {node.Name} does not run"),
                new Words(
                    "khởi động lại nút đó: mất thêm một nút thì tin có thể dừng hẳn",
                    "start it again: with one more gone messages may stop"
                )
            );
        if (node is { IsRunning: true, LacksMemory: true })
            yield return new Diagnosis(
                Part,
                Verdict.Bad,
                new Words(
                    $"nút {node.Name} thiếu bộ nhớ, nên không nút nào nhận tin",
                    $"the node {node.Name} has too little memory, and so none takes messages"
                ),
                new Words(
                    "thêm bộ nhớ hoặc nâng vm_memory_high_watermark; tin tự đi tiếp",
                    "give it more, or raise vm_memory_high_watermark; messages go on by themselves"
                )
            );
        if (node is { IsRunning: true, LacksDisk: true })
            yield return new Diagnosis(
                Part,
                Verdict.Bad,
                new Words(
                    $"ổ đĩa của nút {node.Name} còn ít hơn disk_free_limit, nên không nút nào nhận tin",
                    $"the disk of the node {node.Name} has less room than disk_free_limit, and so none takes messages"
                ),
                new Words("giải phóng ổ đĩa đó; tin tự đi tiếp", "free that disk; messages go on by themselves")
            );
    }

    private Diagnosis OfApart(string node) =>
        new(
            Part,
            Verdict.Bad,
            new Words(
                $"nút {node} đã mất liên lạc với các nút khác và chưa nhập lại",
                $"the node {node} lost the others and has not come together with them again"
            ),
            new Words(
                "khởi động lại nút đó khi mạng đã thông: những tin nó còn giữ sẽ đi tiếp",
                "start that node anew once the network is whole: messages that it holds back go on then"
            )
        );
}
